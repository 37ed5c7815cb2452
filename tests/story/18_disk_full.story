# The disk is full: no receipt, what was typed stays, and is saved when there is room again.
size 80x24
setup demo --hamlets 1 --households 12 --seed 7
preload faultfs.so
env ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0
env FAULT_PATH=data.mdb
env FAULT_MODE=sticky
env FAULT_AT=1
run
wait Hộ và người
keys 2<Enter>
wait Sắp xếp
keys n<Enter>
wait Hộ mới
keys Nguyễn Thị Hường<Enter>1958<F2>
settle
absent Đã ghi đĩa
picture 18_disk_full
hangup
end 0
env FAULT_AT=0
run
wait Bản nháp: Hộ mới, Nguyễn Thị Hường
keys n<Enter>
wait 1958
keys <F2>
wait Đã ghi đĩa, số 13
