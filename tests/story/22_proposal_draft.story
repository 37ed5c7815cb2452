# The line drops while the number and day of a tờ trình are typed: they are there again.
size 40x12
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 1 --households 30 --seed 7
run
wait 04/12.
keys 31mto trinh<Enter>
wait Số tờ
keys 03/TTr-CHKH<Enter>
wait Ngày của tờ trình
keys 20/11
settle
hangup
end 0
run
wait 04/12.
keys n
wait Tờ trình: Gia đình
keys <Enter>
wait > 03/TTr-CHKH
keys <Enter>
wait > 20/11
keys /2026<Enter>
wait Trừ những số nào?
keys <Enter>
wait theo 03/TTr-CHKH
keys <Esc><Esc>
wait Không có bản nháp nào
