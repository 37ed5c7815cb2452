# Tiến độ: a title over the years of a phase, by hamlet; the same on a small screen.
size 80x24
env HOCTAP_TODAY=2025-11-22
setup demo --hamlets 3 --households 60 --seed 7
run
wait Hộ và người
keys 4
wait Tiến độ 2025
keys tg
wait 2023-2025
settle
picture 22_phases
resize 40x12
settle
picture 22_phases_40x12
keys g
wait Tiến độ 2025
keys <Esc><Esc>
settle
picture 22_progress_40x12
# the columns that have no room there come when the cursor goes on to them, and go again
keys <Right><Right>
wait Còn thiếu
picture 22_progress_rest_40x12
keys <Left>
wait Tỷ lệ
absent Còn thiếu
