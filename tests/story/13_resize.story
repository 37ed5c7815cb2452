# The window changes its size in the middle of a word: what was typed stays, and typing goes on.
size 80x24
setup demo --hamlets 1 --households 12 --seed 7
run
wait Hộ và người
keys 2<Enter>
wait Sắp xếp
keys n<Enter>
wait Hộ mới
keys Nguyễn Thị
resize 40x12
keys <x20>Hường
wait Nguyễn Thị Hường
picture 13_40x12
# the window follows the field
keys <Enter><Enter><Enter><Enter><Enter><Enter><Enter><Enter>
wait Dòng họ
keys <Down>
picture 13_40x12_below
keys <Up><Up><Up><Up><Up><Up><Up><Up><Up><End>
resize 200x60
keys <x20>Lan<Enter>
wait Nguyễn Thị Hường Lan
picture 13_200x60
resize 30x8
wait Cửa sổ nhỏ quá
keys zzz
resize 80x24
wait Hộ mới
keys 1958
settle
absent zzz
picture 13_80x24
keys <F2>
wait Đã ghi đĩa, số 13
