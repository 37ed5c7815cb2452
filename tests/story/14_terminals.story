# The same form on terminals of all kinds: in 256, 8 and no colours: the picture is the same.
size 80x24
setup demo --hamlets 1 --households 12 --seed 7
env TERM=linux
play terminal.part
sent 34m
unsent 38;5;
env TERM=putty
play terminal.part
env TERM=vt100
play terminal.part
unsent 34m
env TERM=dumb
play terminal.part
unsent 34m
unsent 38;5;
env TERM=xterm-256color
play terminal.part
sent 38;5;
env NO_COLOR=1
play terminal.part
unsent 34m
unsent 38;5;
# Without Vietnamese letters on the screen: the marks are there all the same, and what has no letter
# at all there is not touched.
keys <Esc><Esc>n<Enter>
wait Hộ mới
keys Trần Thị Lan<Enter><Enter><Enter>Số 5 漢字<F2>
wait Đã ghi đĩa, số 13
hangup
env LC_ALL=C
run
wait Ho va nguoi
keys 2<Enter>
wait Sap xep
keys n<Enter>
wait Ho moi
keys Nguyễn Thị Hườngg<BS><Enter>
picture 14_c_locale
keys <F2>
wait Da ghi dia
keys <Esc><Esc>/tran thi lan<Enter><Enter>
wait Ho so 13
keys <Enter><Enter><Enter>x<BS><Del>
wait chi xem
picture 14_only_to_read
keys <Enter>4<F2>
wait Da ghi dia
hangup
env LC_ALL=C.UTF-8
run
wait Hộ và người
keys 2<Enter>
wait Sắp xếp
keys /huong<Enter>
wait Nguyễn Thị Hường
absent Hườngg
keys /<Esc><Esc>/13<Enter><Enter>
wait Số 5 漢字
