# Hamlets of a commune are merged, split and renamed; nothing before the number is typed.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 4 --households 40 --seed 7
run
wait Thôn, tổ dân phố
keys 1
wait Gộp, tách
keys g
wait Gộp với thôn khác
picture 20_what
keys 1
wait Gộp những thôn nào
keys <Enter>
wait Hãy chọn ít nhất hai thôn
keys <Down>x
wait đã chọn 2 trên 4
picture 20_rows
# the line drops: what was chosen is there again
hangup
end 0
run
wait Thôn, tổ dân phố
keys 1
wait Gộp, tách
keys g1
wait Đã lấy lại những gì chọn dở
wait đã chọn 2 trên 4
keys <Enter>
wait Gộp vào
keys <Enter>
wait Tên thôn mới
keys Thôn Đoàn Kết<Enter>
wait Từ ngày nào
keys 1/1/2030<Enter>
wait Ngày này chưa tới
keys <BS><BS><BS><BS>2026<Enter>
wait gộp vào 99999005 Thôn Đoàn Kết
settle
picture 20_preview
keys <F2>
wait Gõ 20 rồi Enter
keys 3<Enter>
wait Chưa làm gì
keys <BS>20<Enter>
wait Đã ghi đĩa
wait 5 thôn, tổ dân phố
# a new name, and who goes to a new hamlet
keys <End>g3
wait Tên mới
keys 2<Enter>
wait Từ ngày nào
keys <Enter>
wait đổi tên thành Thôn Đoàn Kết2
keys <F2>
wait Gõ số của thôn, 5
keys 5<Enter>
wait Đã ghi đĩa
wait Thôn Đoàn Kết2
keys g2
wait Ai sang thôn mới
wait Hộ gia đình số 1
keys xx<Enter>
wait Tên thôn mới
keys Thôn Bắc<Enter><Enter>
wait tách thành: Thôn Bắc
keys <F2>
wait Gõ 2 rồi Enter
keys 2<Enter>
wait Đã ghi đĩa
wait 6 thôn, tổ dân phố
# one that has ended can no longer be merged
keys <Home>g
wait đã hết hiệu lực
