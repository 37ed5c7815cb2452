# The annual report: read, searched, a text written over two sittings, printed.
size 80x24
setup demo --hamlets 2 --households 30 --seed 7
here
run
wait Báo cáo năm
keys 8
wait DỰ THẢO
keys /nguyen nhan<Enter>
wait 3. Nguyên nhân
settle
keys v
wait Viết mục nào
keys nguyen<Enter>
wait Viết mỗi ý một dòng
keys - Thiếu sách.<Enter>- Đường xa.
wait Đường xa
# the line drops: the draft comes back
hangup
end 0
run
wait Báo cáo năm
keys 8
wait DỰ THẢO
keys v
wait Nguyên nhân: đang viết dở
keys nguyen<Enter>
wait - Đường xa.
wait chưa lưu
keys <F8>
wait Phím F8 không dùng
picture 09_text
keys <F2>
wait Đã ghi đĩa
keys /duong xa<Enter>
wait - Đường xa.
absent ! Không thấy
keys v
wait Nguyên nhân: đã viết
keys <Esc><Esc><Ctrl-P>
wait bao-cao-2026.docx
keys <Enter>
wait Đã in ra tệp bao-cao-2026.docx
holds bao-cao-2026.docx PK
keys <Ctrl-P><BS><BS><BS><BS>txt<Enter>
wait Đã in ra tệp bao-cao-2026.txt
holds bao-cao-2026.txt Thiếu sách.
keys <Ctrl-P><Enter>
wait Đã có tệp này
keys <Esc><Esc>
# another year, another unit, and last year's text
keys n
wait Báo cáo của năm nào
keys 2030<Enter>
wait Năm phải từ 2021
keys <Esc><Esc>h
wait Báo cáo của
keys <Down><Enter>
wait Báo cáo năm 2026 ·
keys h<Up><Enter>v
wait Viết mục nào
keys han che<Enter>
wait Hạn chế
keys <F5>
wait Năm 2025 chưa viết mục này
keys <Esc><Esc>n2025<Enter>
wait Báo cáo năm 2025
keys vhan che<Enter>
wait Báo cáo năm 2025 · Hạn chế
keys - Ít lớp học.<F2>
wait Đã ghi đĩa
keys n2026<Enter>
wait Báo cáo năm 2026
keys vhan che<Enter>
wait Báo cáo năm 2026 · Hạn chế
keys <F5>
wait - Ít lớp học.
wait Đã lấy bản năm 2025
keys <Esc><Esc>
wait Chưa lưu vào sổ
