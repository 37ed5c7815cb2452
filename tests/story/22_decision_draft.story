# The line drops while a decision on a list is asked for: its number and day are there again.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 1 --households 30 --seed 7
run
wait Hộ và người
keys 31mquyet dinh cong<Enter>
wait Số quyết định?
keys 215/QĐ-UBND<Enter>
wait Ngày quyết định
keys 20/11
settle
hangup
end 0
run
wait Bản nháp: Quyết định: Gia đình
keys n
wait Quyết định: Gia đình học tập 2026
picture 22_decision
keys <Enter>
wait > 215/QĐ-UBND
keys <Enter>
wait > 20/11
# a day of another year is no day for this list: said, and what was typed stays
keys /2020<Enter>
wait Ngày này trước năm 2026
keys <BS><BS>26<Enter>
wait Trừ những số nào?
# left by Esc: kept too
keys 1
settle
keys <Esc><Esc>
settle
keys mquyet dinh cong<Enter>
wait > 215/QĐ-UBND
keys <Enter><Enter>
wait > 1
picture 22_decision_again
keys <Enter>
wait Đã công nhận
absent Trừ những
keys <Esc><Esc>
settle
keys <Esc><Esc>
settle
keys <Esc><Esc>
settle
absent Bản nháp:
