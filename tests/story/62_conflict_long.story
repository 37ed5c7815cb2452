# Two long notes that differ at their ends: the line in focus is shown from where they differ.
size 80x24
env HOCTAP_TODAY=2026-11-22
file ho.csv Thôn,Chủ hộ,Năm sinh,Ghi chú<Enter>Thôn Đồng Lúa 1,Phan Thị Dung,1975,Con cả học đại học ở Hà Nội còn con út học trường cấp ba của huyện và đi về hằng ngày bằng xe buýt<Enter>
setup demo --hamlets 1 --households 12 --seed 7
run
wait Hộ và người
keys 2<Enter>
wait 12 hộ
keys /2<Enter><F7><Enter>
wait Ghi chú
keys Con cả học đại học ở Hà Nội còn con út học trường cấp ba của huyện và đi về hằng ngày bằng xe đạp
wait đang sửa
# the other one saves first
setup import household $DIR/ho.csv --update
keys <F2>
wait Người kia đã lưu
settle
picture 62_conflict_long
keys <F2>
wait Đã ghi đĩa, số 2
