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
