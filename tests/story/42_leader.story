# A leader hands in over SSH; the commune returns it; its reason stands in the leader's menu.
size 80x24
setup demo --hamlets 2 --households 30 --seed 7
setup user add xa --role admin
setup user add lan --role leader --unit 99999001
setup user add mai --role officer
run --db $DIR/db --as lan
wait Thôn Đồng Lúa 1
keys b
wait Số liệu đến hôm nay
# receiving is not a leader's
absent Nhận
keys <F2>
wait Enter: nộp
keys <Enter>
wait Đã nộp và ghi đĩa
absent Trả lại
keys <Esc><Esc>
wait Báo cáo năm 2026: Đã nộp ngày
hangup
end 0
run --db $DIR/db --as mai
wait đã nộp 1 trên 2
keys b
wait Thôn Đồng Lúa 1: đã nộp
keys <Down><Enter>
wait Số liệu đã chốt
keys t
wait Trả lại vì sao
keys thiếu chữ ký<Enter>
wait Xã trả lại để sửa: thiếu chữ ký
hangup
end 0
run --db $DIR/db --as lan
wait Báo cáo năm 2026: Xã trả lại để sửa: thiếu chữ ký.
# no picture: a session has the day of the real clock
keys b
wait Số liệu đến hôm nay
keys <F2>
wait Enter: nộp
keys <Enter>
wait Đã nộp và ghi đĩa
# a mark of one's own after that asks why
keys <Esc><Esc>
wait Báo cáo năm 2026: Đã nộp ngày
