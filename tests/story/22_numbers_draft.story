# The line drops while the numbers of a meeting are keyed in: they are there again, in their question.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 1 --households 30 --seed 7
run
wait Hộ và người
keys 31m3<Enter>
wait Những số đăng ký
keys 7 12 30
settle
hangup
run
wait Bản nháp: Nhập theo số
picture 22_menu
keys n<Enter>
wait > 7 12 30
picture 22_numbers
keys <Enter>
wait Đã ghi
keys <Esc><Esc>
settle
keys <Esc><Esc>
settle
keys <Esc><Esc>
settle
absent Bản nháp: Nhập
