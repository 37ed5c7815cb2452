# A family asks for its data to be erased: why, the number to be sure, and it still counts.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 1 --households 12 --seed 7
run
wait Hộ và người
keys 2<Enter>
wait 12 hộ
keys /2<Enter><F7>
wait Xóa thông tin cá nhân
keys 3<Enter>
wait Gõ lý do
keys <Enter>
wait Chưa xóa gì
keys con trai yêu cầu ngày 20/11/2026<Enter>
wait Gõ 2 để xóa
settle
picture 31_erase
keys 3<Enter>
wait Gõ đúng số 2
keys <BS>2<Enter>
wait Số liệu không đổi
settle
picture 31_erased
keys <F7>
wait Ai đã sửa phiếu này
keys 2<Enter>
wait xóa thông tin cá nhân
absent Dung
