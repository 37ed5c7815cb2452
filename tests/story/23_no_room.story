# A disk without room, at a question: what was typed stays in sight, first without a draft, then
# with nothing that can be saved.
size 80x24
setup demo --hamlets 2 --households 30 --seed 7
run
wait Báo cáo năm
keys b
wait chưa nộp
keys <Enter>
wait Số liệu đến hôm nay
keys <F2>
wait Enter: nộp báo cáo năm
keys <Enter>
wait Đã nộp và ghi đĩa
hangup
end 0
preload faultfs.so
env ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0
env FAULT_PATH=drafts/
env FAULT_MODE=sticky
env FAULT_AT=1
run
wait Báo cáo năm
keys b
wait đã nộp
keys <Down><Enter>
wait Số liệu đã chốt
keys t
wait Trả lại vì sao
keys thiếu chữ ký
wait Chưa giữ được bản nháp
keys <Esc><Esc>
settle
wait > thiếu chữ ký
# typed on: the next Esc is a first one again, and says what became of the text
keys  của ai
wait chữ ký của ai
keys <Esc><Esc>
settle
wait > thiếu chữ ký của ai
keys <Esc><Esc>
settle
absent > thiếu chữ ký
absent vẫn còn trên màn hình
hangup
end 0
# the draft can be written, the book cannot
env FAULT_PATH=data.mdb
run
wait Báo cáo năm
keys b
wait đã nộp
keys <Down><Enter>
wait Số liệu đã chốt
keys t
wait Trả lại vì sao
keys thiếu con dấu<Enter>
settle
absent Đã trả lại
wait > thiếu con dấu
picture 23_no_room
hangup
end 0
env FAULT_AT=0
run
wait Bản nháp: Trả lại vì sao
keys b
wait đã nộp
keys <Down><Enter>
wait Số liệu đã chốt
keys t
wait > thiếu con dấu
keys <Enter>
wait Xã trả lại để sửa: thiếu con dấu
keys <Esc><Esc>
settle
keys <Esc><Esc>
wait Báo cáo năm
absent Bản nháp:
