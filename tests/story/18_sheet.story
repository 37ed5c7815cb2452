# The meeting: the sheet printed from the grid, marked by hand, keyed back by number; then the
# decision of the commune.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 1 --households 12 --seed 7
here
run
wait Hộ và người
keys 31
wait Trịnh Công Thịnh
keys <x10>
wait In ra tệp nào
keys phieu-binh-xet-2026.txt<Enter>
wait Đã in ra tệp phieu-binh-xet-2026.txt
holds phieu-binh-xet-2026.txt PHIẾU BÌNH XÉT
holds phieu-binh-xet-2026.txt 1.7  Trịnh Công Thịnh
keys m7<Enter>
wait Số đạt
keys 1.7 1.10x<Enter>
wait cần lý do
settle
picture 18_reason
keys vắng họp<Enter>
wait Đã ghi 2 hộ
settle
picture 18_saved
keys m10<Enter>
wait Số quyết định?
keys 215/QĐ-UBND<Enter>5/12/2026<Enter>
wait Ngày này chưa đến
settle
keys <x15>20/11/2026<Enter>
wait Trừ những số nào
keys 1.3<Enter>
wait Đã công nhận
settle
picture 18_decided
keys m1<Enter>
wait Trừ những số nào
keys <Enter>
settle
picture 18_renew
