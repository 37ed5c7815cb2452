# An import left half way is a draft like any other: offered in the menu, opened where it was.
size 80x24
env HOCTAP_TODAY=2026-11-22
file ho.csv Thôn,Chủ hộ,Năm sinh,Số khẩu<Enter>Thôn Đồng Lúa 1,Lê Văn Bình,195,5<Enter>Thôn Đồng Lúa 1,Đặng Văn Tuấn,1961,4<Enter>
setup demo --hamlets 1 --households 12 --seed 7
here
run
wait Nhập tệp
keys 91
wait Tệp là danh sách gì
keys hộ gia<Enter>
wait ho.csv
keys <Enter>
wait UTF-8
keys 9
wait Dòng 2
keys <Enter>
wait Năm sinh
keys <BS><BS><BS>1975<Enter>
settle
keys <Esc><Esc><Esc><Esc>
wait Bản nháp: Nhập tệp ho.csv
keys n
wait việc đang làm dở
settle
picture 19_drafts
keys <Enter>
wait Đã lấy lại 1 chỗ sửa
wait thêm 2 hộ
