# F9: the built-in Telex works in the answers to questions and in filters too.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 1 --households 12 --seed 7
run
wait Hộ và người
keys 31
wait Trịnh Công Thịnh
keys /7<Enter>
settle
keys 3
wait lý do
keys <F9>vawngs hopj
wait vắng họp
settle
picture 21_reason
keys <Esc><Esc>
settle
keys <Esc><Esc>
settle
keys <Esc><Esc>
wait Tiến độ
# in the filter of a list, and of what is picked from
keys 2<Enter>
wait Sắp xếp
keys /Trinhj Coong
wait Trịnh Công
keys <Esc><Esc>
settle
keys s
wait Theo tên
keys teen
wait 1 trên
settle
picture 21_filter
