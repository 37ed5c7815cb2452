# A meeting with its chair and its votes, and the list that goes to the commune by a tờ trình.
size 80x24
env HOCTAP_TODAY=2026-11-22
play hundred.part
run
wait Hộ và người
keys 31
wait Số
keys m
wait như năm trước
keys hop binh xet
settle
keys <Enter>
wait Họp bình xét ngày nào
keys 10/11/2026<Enter>
wait Chủ tọa
# a day meant for the question before
keys 10/11/2026<Enter>
wait Đây là chỗ ghi họ tên
keys <Ctrl-U>Trần Văn Chủ<Enter>
wait Thư ký
keys Lê Thị Thư<Enter>
wait Số người được mời và có mặt
# more than were invited
keys 60 70<Enter>
wait không nhiều hơn
keys <Ctrl-U>
settle
keys 60 52<Enter>
wait Họp ngày 10/11/2026 đã ghi
# the results of that meeting, then its votes
keys 222
settle
keys <Home>v
wait phiếu đồng ý
picture 41_votes
keys 50/2, 1.2 45/9<Enter>
wait nhiều phiếu hơn số người có mặt
picture 41_too_many
keys <Ctrl-U>
settle
keys 50/2, 1.2 45/7<Enter>
wait Đã ghi phiếu của 2 hộ
# the list goes to the commune
keys m
wait như năm trước
keys to trinh<Enter>
wait Số tờ trình
keys 03/TTr-CHKH<Enter>
wait Ngày của tờ trình
keys 15/11/2026<Enter>
wait Trừ những số nào
keys 1.3<Enter>
wait Đã đề nghị 2 hộ theo 03/TTr-CHKH
picture 41_proposed
# votes of many by number: kept while they are typed
keys mnhap so phieu<Enter>
wait phiếu đồng ý
keys 1.1 48/4, 1.2 4
settle
hangup
end 0
run
wait Bản nháp: Số phiếu
keys n
wait Số phiếu: Gia đình học tập 2026
keys <Enter>
wait > 1.1 48/4, 1.2 4
keys 5/7<Enter>
wait Đã ghi phiếu
keys <Esc><Esc>
wait Không có bản nháp nào
