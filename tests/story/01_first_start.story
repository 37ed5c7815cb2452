# A commune's first minute: five questions, a household typed by the built-in Telex, saved.
size 80x24
env HOCTAP_TODAY=2026-11-22
run
wait Trả lời năm câu
picture 01_first_start
keys thanh hoa<Enter>
keys 15664 Xã Triệu Sơn<Enter>
keys Thôn Đông; Thôn Đoài<Enter>
keys Nguyễn Thị Hường<Enter>
keys 72
keys <F2>
wait Đã lập sổ
picture 01_menu
keys 2
wait Hộ và người
keys <Enter>
wait Danh sách còn trống
keys n
wait Thêm vào thôn
keys <Enter>
wait Hộ mới
keys <F9>
keys Nguyeenx Thij Huwowngf<Enter>
keys 1958<Enter>
keys nuwx<Enter>
wait 1958
settle
picture 01_household_typed
keys <F2>
wait Đã ghi đĩa, số 1
picture 01_household_saved
# the questions are answered for good: one leaves from the menu
keys <Esc><Esc><Esc><Esc>
wait Nhập tệp cũ
keys <Esc><Esc>
end 0
