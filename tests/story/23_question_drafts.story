# The line drops, or the program is killed, at a question: the answers are there when it is asked
# again, and gone when all of it is saved.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 1 --households 30 --seed 7
run
wait Hộ và người
# the meeting: killed at its third question
keys 31mhop binh<Enter>
wait Họp bình xét ngày nào
keys 10/11/2026<Enter>
wait Chủ tọa
keys Trần Văn Chủ<Enter>
wait Thư ký
keys Lê Thị Th
drafted Lê Thị Th
signal KILL
end 137
run
wait Bản nháp: Họp bình xét: Gia đình
keys n
wait Họp bình xét: Gia đình học tập 2026
keys <Enter>
wait > 10/11/2026
keys <Enter>
wait > Trần Văn Chủ
keys <Enter>
wait > Lê Thị Th
picture 23_meeting
keys ư<Enter>
wait Số người được mời
keys 60 52
settle
hangup
end 0
run
wait Bản nháp: Họp bình xét
keys n<Enter>
wait > 10/11/2026
keys <Enter>
wait > Trần Văn Chủ
keys <Enter>
wait > Lê Thị Thư
keys <Enter>
wait > 60 52
keys <Enter>
wait Họp ngày 10/11/2026 đã ghi
keys <Esc><Esc>
wait Không có bản nháp nào
keys <Esc><Esc>
wait Hộ và người
# a reason that is typed for one household is not offered for another
keys 31
wait Không đạt
keys <End>3
wait Không đạt thì cần
keys ốm nặng<Esc><Esc>
wait Chữ đã gõ được giữ
keys <Up>3
wait Không đạt thì cần
absent ốm nặng
keys <Esc><Esc>
settle
keys <End>3
wait > ốm nặng
picture 23_reason
keys  cả tháng<Enter>
wait Số 1.30: Không đạt
keys <Esc><Esc>
wait Đơn vị học tập cấp tỉnh
keys <Esc><Esc>
wait Hộ và người
absent Bản nháp:
