# A bad line: a stall with keys typed into it, the program told to end, the line gone.
size 80x24
setup demo --hamlets 1 --households 12 --seed 7
run
wait Hộ và người
# nothing answers for a while, and the leader types on, from the menu to the third field
signal STOP
keys 2<Enter>n<Enter>
keys Nguyễn Thị Hường<Enter>
keys 1958<Enter>n
keys ữ<Enter>Số 42
signal CONT
wait Số 42
picture 15_after_stall
# told to end: the draft is there
signal TERM
end 0
env TERM=vt100
run
wait Bản nháp: Hộ mới, Nguyễn Thị Hường
keys n<Enter>
wait Số 42
keys , ngõ 21
picture 15_draft
# cut off: again at the same field, from another kind of terminal
hangup
end 0
env TERM=linux
run
wait Bản nháp: Hộ mới
keys n<Enter>
wait Số 42, ngõ 21
keys <F2>
wait Đã ghi đĩa, số 13
keys <Esc><Esc><Esc><Esc>
wait Hộ và người
absent Bản nháp
