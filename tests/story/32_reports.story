# Another kind of report from the list: a fund book, a form for one household, a review with a text.
size 80x24
setup demo --hamlets 2 --households 30 --seed 7
here
run
wait Báo cáo năm
keys 8
wait DỰ THẢO
keys b
wait Xem, in loại nào
picture 32_kinds
keys so quy<Enter>
wait SỔ QUỸ KHUYẾN HỌC
# no texts to be written here, no title, nobody: those keys do nothing
keys v
wait SỔ QUỸ KHUYẾN HỌC
keys d
wait SỔ QUỸ KHUYẾN HỌC
keys <Ctrl-P>
wait so-quy-2026.docx
keys <Esc><Esc>
# a form for one household: one that is not there, then number 1
keys bphieu dang ky<Enter>
wait PHIẾU ĐĂNG KÝ
keys pkhong co ai<Enter>
wait Không có 'khong co ai' trong danh sách
keys <Esc><Esc>h
wait Báo cáo của
keys <Down><Enter>
wait Phiếu đăng ký 2026 ·
keys p
wait Phiếu của ai
keys 1<Enter>
settle
picture 32_form
# of another title
keys d
wait Danh hiệu nào
keys don vi<Enter>
wait Danh hiệu Đơn vị học tập năm 2026
# a review has texts of its own
keys bso ket<Enter>
wait Sơ kết Phong trào
keys vnguyen nhan<Enter>
wait Báo cáo sơ kết 2023-2025 · Nguyên nhân
keys - Xa trung tâm.<F2>
wait Đã ghi đĩa
keys /xa trung tam<Enter>
wait - Xa trung tâm.
keys <Ctrl-P>
wait so-ket.docx
keys <BS><BS><BS><BS>txt<Enter>
wait Đã in ra tệp so-ket.txt
holds so-ket.txt Xa trung tâm.
keys bbao cao nam<Enter>
wait Báo cáo năm 2026 ·
keys /xa trung tam<Enter>
wait Không thấy
