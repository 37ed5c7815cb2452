# F5 repeats a field of the record before, F6 all of them but name and number.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 1 --households 12 --seed 7
run
wait Hộ và người
keys 2<Enter>
wait Sắp xếp
keys n<Enter>
wait Hộ mới
keys Nguyễn Thị Hường<Enter>1958<Enter>nữ<Enter>Số 42, ngõ 21<Enter>4<F2>
wait Đã ghi đĩa, số 13
keys Nguyễn Văn Nam<Enter><Enter><Enter><F5>
wait Số 42, ngõ 21
absent 1958
picture 22_field
keys <F6>
wait ô của phiếu trước
picture 22_record
keys <F2>
wait Đã ghi đĩa, số 14
