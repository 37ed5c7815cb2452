# What is decided above the commune: its own title by a checklist of levels, and Đơn vị học tập of the province.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 1 --households 12 --seed 7
run
wait Hộ và người
keys c
wait Tên ghi trong nhật ký
keys 7
wait CDXA-TT25
keys <Down><Down><Down><Down><Down><Down><Enter>
wait Đạt mức 1 rồi, sau 12 tháng mới được xét mức 2
settle
picture 21_levels
keys a
wait > 2026
keys <Enter>
wait Theo văn bản nào?
keys Quyết định 215/QĐ-UBND<Enter>
wait Đã ghi đĩa
# one stroke does not take it away again
keys b
wait Thôi áp dụng bộ này?
picture 21_drop
keys <Enter>
wait Bỏ áp dụng
keys <Esc><Esc>
wait áp dụng từ năm 2026
keys <Esc><Esc>
wait Tên ghi trong nhật ký
keys <Esc><Esc>
wait Hộ và người
keys 3
wait Cộng đồng học tập cấp xã
# last year's result, decided on 20/12/2025: level 1
keys <Left>6
wait cấp xã, kết quả cũ năm 2025
keys 2
wait Công nhận.
keys <Esc><Esc>
wait Đơn vị học tập cấp tỉnh
keys <Right>6
wait Cộng đồng học tập cấp xã 2026
keys 1
wait Đăng ký.
keys p
wait Phiếu chấm 2026
keys 2<Enter>2<Enter>2<Enter>2<Enter>2<Enter>2<Enter>2<Enter>2<Enter>
wait chưa chấm 5
keys 1
wait đạt mức độ 1
settle
picture 21_commune
