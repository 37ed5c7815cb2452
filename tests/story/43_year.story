# The year of a hamlet on one evening: registered again, own sheets, results, two decisions; a
# number that was offered is typed anew; the steps of one title and who wrote them.
size 80x24
env HOCTAP_TODAY=2026-11-22
play hundred.part
run
wait Hộ và người
keys 31m
wait như năm trước
settle
picture 43_more
keys 1<Enter>
wait Trừ những số nào
keys <Enter>
wait Enter: đăng ký lại 100 hộ
keys <Enter>
wait Đã ghi 100 hộ
keys m4<Enter>
wait nộp phiếu tự đánh giá
keys 1-90 7x<Enter>
wait Đã ghi 89 hộ
keys m7<Enter>
wait Số đạt
keys 1-3<Enter>
wait Đã ghi 3 hộ
keys m10<Enter>
wait Công nhận 3 hộ đang đề nghị
keys 215/QĐ-UBND<Enter>
wait Ngày quyết định
keys 20/11/2026<Enter>
wait Trừ những số nào
keys 3<Enter>
wait Đã công nhận 2 hộ theo 215/QĐ-UBND
# the number of the decision before is offered, and typed anew
keys m11<Enter>
wait > 215/QĐ-UBND
keys 216
wait > 216
absent 215/QĐ-UBND216
keys /QĐ-UBND<Enter>
wait Ngày quyết định
keys 20/11/2026<Enter>
wait Lý do không công nhận
keys thiếu hồ sơ<Enter>
wait Trừ những số nào
keys <Enter>
wait Đã ghi không công nhận 1 hộ theo 216/QĐ-UBND
# what stands behind the mark
keys <Home><F7>
wait Phiếu danh hiệu
keys 3<Enter>
wait Ngày tự đánh giá
picture 43_title
keys <Esc><Esc>
settle
keys <F7>
wait Phiếu danh hiệu
keys 4<Enter>
wait Trạng thái: Đề nghị → Công nhận
keys <Esc><Esc>
settle
# one step back after the other
keys u
wait Enter: hoàn tác việc ghi lúc
keys <Enter>
wait Đã hoàn tác
keys u
wait Enter: hoàn tác việc ghi lúc
keys <Enter>
wait Đề nghị
keys m14<Enter>
wait Enter: hoàn tác việc ghi lúc
