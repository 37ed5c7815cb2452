# Settings: a name for the journal, typing, and the check of the data while it is open.
size 80x24
setup demo --hamlets 2 --households 30 --seed 7
run
wait Báo cáo năm
keys c
wait Tên ghi trong nhật ký
keys 1
wait Họ tên ghi trong nhật ký
keys <Ctrl-U>Nguyễn Thị Lan<Enter>
wait Đã ghi đĩa
wait Nguyễn Thị Lan
keys 2
wait Đã bật gõ Telex
keys 2
wait Đã bật gõ VNI
keys <F9>
wait Đã tắt bộ gõ
keys <F9>
wait Đã bật gõ VNI
keys 6
wait Dữ liệu nguyên vẹn.
keys <Up>
wait restore
keys <Enter>
wait Sao lưu ra tệp nào
keys <Enter>
wait Đã sao lưu, mã kiểm tra
wait trong 24 giờ qua
wait Kiểm tra dữ liệu
keys <Esc><Esc>
wait Báo cáo năm
keys c
wait Nguyễn Thị Lan
# the typing is as it was left
hangup
end 0
run
wait Báo cáo năm
keys c
wait VNI
keys 2
wait Đã tắt bộ gõ
