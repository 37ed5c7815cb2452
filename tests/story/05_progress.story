# Tiến độ: bars, by hamlet, by phase, and the records behind a figure.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 3 --households 30 --seed 7
run
wait Hộ và người
keys 4
wait Tiến độ 2026
settle
picture 05_progress
keys t
wait cấp xã
picture 05_by_hamlet
keys <Esc><Esc>
settle
keys <Enter>
wait Mở
settle
picture 05_behind
