# Handing in on a small screen: every figure with its total can be read before yes is said.
size 40x12
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 2 --households 30 --seed 7
run
wait 04/12.
keys b
wait chưa nộp
keys <Enter>
wait trên 15 hộ
picture 40_hand_in_40x12
keys <PgDn>
wait thôn, tổ dân phố
keys <End>
wait lý do.
picture 40_hand_in_end_40x12
# another size in the middle, then every other key
keys <Home>
resize 60x15
wait trên 15 hộ
keys <F5><Tab>xyz<Right>
wait không dùng ở đây
resize 40x12
settle
keys <F2>
wait đúng
keys <Enter>
wait Đã nộp và ghi đĩa
keys <Down><Down>
wait Số liệu đã chốt
picture 40_handed_in_40x12
