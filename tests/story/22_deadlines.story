# Hạn báo cáo: what the plans say stands there without a record; a record takes the place of one.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 2 --households 12
run
wait Hộ và người
keys 7han<Enter>
wait Hạn có sẵn
settle
picture 22_deadlines
keys nthôn<Enter>báo cáo năm<Enter>12<Enter>3<F2>
wait Đã ghi đĩa
keys <Esc><Esc>
settle
picture 22_deadline_own
