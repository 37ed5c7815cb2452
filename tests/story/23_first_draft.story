# The line drops at the questions of the first start: they are there again, and nothing is left of
# that beside the book.
size 80x24
env HOCTAP_TODAY=2026-11-22
run
wait Trả lời năm câu
keys thanh hoa<Enter>
keys 15664 Xã Triệu Sơn<Enter>
keys Thôn Đông; Thôn Đ
settle
hangup
end 0
run
wait Thôn Đông; Thôn Đ
keys <Enter><Enter>oài<Esc><Esc>
end 0
run
wait Thôn Đông; Thôn Đoài
wait 15664 Xã Triệu Sơn
picture 23_first
keys <F2>
wait Đã lập sổ
gone db.begun
