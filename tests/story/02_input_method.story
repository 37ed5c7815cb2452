# The same household by an input method's bursts: backspaces and the new text in one go.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup init --commune 15664 --name X --province 38
run
wait Thôn, tổ dân phố
keys 1
wait Danh sách còn trống
keys n
wait mới
keys Thon<BS><BS>ôn Ddo<BS><BS><BS>Đo<BS>ông
settle
picture 02_burst
keys <F2>
wait Đã ghi đĩa, số 1
# others send 08 for a backspace
keys Thon<x08><x08>ôn Ddo<x08><x08><x08>Đo<x08>oài
wait Thôn Đoài
keys <F2>
wait Đã ghi đĩa, số 2
