# The report of a hamlet is handed in, returned with a reason, handed in again and accepted.
size 80x24
setup demo --hamlets 2 --households 30 --seed 7
run
wait Báo cáo năm
keys h
wait 30/11/2026  báo cáo năm
keys <Down>
wait Nộp trước ngày 30/11/2026 cho
picture 40_bound
keys <Esc><Esc>
wait Các sổ khác
keys b
wait chưa nộp
keys <Enter>
wait Số liệu đến hôm nay
picture 40_figures
keys <F2>
wait Enter: nộp báo cáo năm 2026
# a word is no yes
keys không<Enter>
wait Chưa làm gì
keys <Ctrl-U>
keys <Enter>
wait Đã nộp và ghi đĩa
picture 40_handed_in
# the commune returns it: a reason is needed
keys t
wait Trả lại vì sao
keys <Enter>
wait Trả lại thì cần lý do
keys số hộ không khớp<Enter>
wait Xã trả lại để sửa: số hộ không khớp
picture 40_returned
keys <F2>
wait Enter: nộp báo cáo năm 2026
keys <Enter>
wait Đã nộp và ghi đĩa
keys d
wait Xã đã nhận ngày
keys <Esc><Esc>
wait xã đã nhận
keys <Esc><Esc>
wait đã nộp 1 trên 2
# from now on a result of that year changes only with a reason, which is asked once
keys 31
wait Đặng Mạnh Cường
keys 1
wait Báo cáo năm 2026 của Thôn Đồng Lúa 1 đã nộp
picture 40_reason
keys bỏ sót một phiếu<Enter>
wait Số 1.1: Đăng ký
# what was saved last is told before it is taken back
keys u
wait Enter: hoàn tác việc ghi lúc
picture 40_undo
keys <Enter>
wait đã nộp: muốn sửa thì ghi lý do
keys ghi nhầm hộ<Enter>
wait Đã hoàn tác và ghi đĩa
picture 40_undone
