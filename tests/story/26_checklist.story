# Campaign criteria of a school board, and what is computed; then the plan's tasks.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 3 --households 40 --seed 7
run
wait Hộ và người
keys 7
wait Các sổ khác
keys tieu chi<Enter>
wait phiếu tiêu chí thi đua
keys n
wait Nhóm nào
keys doanh<Enter>
wait Của ai?
keys xyz<Enter>
wait Không thấy tên này
keys <Ctrl-U>htx<Enter>
settle
keys <Ctrl-U>may<Enter>
wait tiêu chí
keys <Down>1
wait Đã ghi đĩa
keys <Enter>
wait Minh chứng là gì?
keys Thỏa ước lao động<Enter>
wait Thỏa ước lao động
picture 26_company
# what is computed is nobody's to tick
keys <Up><Up>1
wait máy tự tính từ sổ
keys <Esc><Esc>
wait Thuộc nhóm
keys n
wait Nhóm nào
keys bo, so<Enter>
wait để đọc, xã không lập phiếu
picture 26_to_read
keys <Esc><Esc><Esc><Esc>
wait Hộ và người
keys 7
wait Các sổ khác
keys nhiem<Enter>
wait Việc của kế hoạch
keys k
wait chưa có trong sổ
keys <Enter>
wait Đã ghi
picture 26_tasks
