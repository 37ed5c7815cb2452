# Nhập nhanh: marks by digits, a reason for 3, the whole meeting by numbers.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 1 --households 12 --seed 7
run
wait Hộ và người
keys 3
wait Gia đình học tập
keys 1
wait Trịnh Công Thịnh
settle
picture 04_grid
keys m
wait phiếu bình xét
picture 04_many
keys <Esc><Esc>
settle
# what was marked just now can be taken back from its history too
keys <Down><Down><Down><Down><Down><Down>1
wait Số 1.7: Đăng ký
keys <Up><F7>ghi danh<Enter>
wait u Hoàn tác
