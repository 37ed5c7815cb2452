# A household whose people are in the book is not deleted: they are shown, to be opened.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 1 --households 12 --seed 7
run
wait Hộ và người
keys 2<Enter>
wait Sắp xếp
keys <Enter>
wait Hộ số 1
keys <F8>
wait Chưa xóa được
picture 22_delete
keys <Enter>
wait Công dân số
keys <Esc><Esc>
wait Hộ số 1
