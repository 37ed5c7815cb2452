# A word of a list and what the program has filled in are typed anew; Ctrl-U brings them back.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 1 --households 12 --seed 7
run
wait Hộ và người
keys 2<Enter>
wait Sắp xếp
keys <Enter>
wait Hộ số 1
keys <Down><Down>nữ<Enter>
settle
absent Namnữ
keys <Up><Ctrl-U>
wait Nam
keys <Up><Up> Hai<Enter>
wait Đạt Hai
keys <Esc><Esc>
settle
keys <Esc><Esc>
wait Tiến độ
keys 7chi tieu<Enter>
wait Sắp xếp
keys nGia đình học tập<Enter>2025<Enter>70<Enter>
settle
picture 22_anew
