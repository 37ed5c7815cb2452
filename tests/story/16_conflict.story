# Two people change one record: both versions side by side, and one is chosen.
size 80x24
env HOCTAP_TODAY=2026-11-22
file ho.csv Thôn,Chủ hộ,Năm sinh,Số khẩu<Enter>Thôn Đồng Lúa 1,Phan Thị Dung,1975,3<Enter>
setup demo --hamlets 1 --households 12 --seed 7
run
wait Hộ và người
keys 2<Enter>
wait 12 hộ
keys /2<Enter><Enter>
wait Hộ số 2
keys <Down><Down><Down><Down><BS>4
wait đang sửa
# the other one saves first
setup import household $DIR/ho.csv --update
keys <F2>
wait Người kia đã lưu
settle
picture 16_conflict
keys <Right>
settle
keys <Left><F2>
wait Đã ghi đĩa, số 2
settle
keys <F7>
wait Ai đã sửa phiếu này
picture 16_note_or_history
keys 2<Enter>
wait Số khẩu: 3 → 4
wait (nhập tệp)
# what was just saved can be taken back
wait u Hoàn tác
