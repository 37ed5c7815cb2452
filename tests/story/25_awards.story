# Whom the records speak for, who is proposed, and that nobody is proposed twice.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 3 --households 40 --seed 7
run
wait Hộ và người
keys 7
wait Các sổ khác
keys khen<Enter>
wait Đề nghị khen
keys d
wait hằng năm 2026
keys <Enter>
wait Chưa chọn ai
keys d<Down><Enter>
wait sơ kết 2023-2025
keys l
wait Xem loại nào
keys ho gia<Enter>
settle
picture 25_candidates
keys <x20><x20>
wait đã chọn 2
keys <Enter>
wait Lập đề nghị cho 2
keys <Enter>
wait Đã ghi 2 đề nghị
picture 25_proposed
# the same people again: dim, and not to be chosen
keys <Up><Up><x20>
wait đã chọn 0
keys m
wait Mức của xã
keys năm<Enter>
wait Mức phải là số
keys <Ctrl-U>5<Enter>
wait mức xã đặt 5
keys h
wait Hình thức khen
keys bieu<Enter>
wait biểu dương
absent đã đề nghị
keys <Esc><Esc>
wait 5 khen thưởng
picture 25_list
