# Not even the draft can be written: leaving asks for a word, and what was typed can still be saved.
size 80x24
setup demo --hamlets 1 --households 12 --seed 7
preload faultfs.so
env ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0
env FAULT_PATH=drafts/
env FAULT_MODE=sticky
env FAULT_AT=1
run
wait Hộ và người
keys 2<Enter>
wait Sắp xếp
keys n<Enter>
wait Hộ mới
keys Nguyễn Thị Hường
wait Chưa giữ được bản nháp
keys <Esc><Esc>
wait Gõ bỏ
picture 22_no_draft
keys <Enter>
wait còn nguyên
keys <Esc><Esc>
wait Gõ bỏ
keys <Esc><Esc>
settle
keys <F2>
wait Đã ghi đĩa, số 13
keys Lê Văn Hai<Esc><Esc>
wait Gõ bỏ
keys bỏ<Enter>
wait Sắp xếp
