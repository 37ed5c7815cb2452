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
# Without Vietnamese letters on the screen: the marks are there all the same.
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
hangup
env LC_ALL=C.UTF-8
run
wait Hộ và người
keys 2<Enter>
wait Sắp xếp
keys /huong<Enter>
wait Nguyễn Thị Hường
absent Hườngg
