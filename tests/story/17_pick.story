# F4: all values of a field, the present one chosen; those of one's own hamlet come first.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 3 --households 40
run
wait Hộ và người
keys 2<Enter>
wait 40 hộ
keys <Enter>
wait Hộ số 1
keys <Down><Down><F4>
wait Nam
settle
keys nam<Enter>
settle
keys <Down><Down><Down><Down><Down><Down><F4>
wait (Thôn
settle
picture 17_clans
keys <Esc><Esc>
settle
picture 17_household
keys <F2>
wait Đã ghi đĩa, số 1
# a record goes only by its own number
keys n<Enter>Trần An<F2>
wait Đã ghi đĩa, số 15
keys <Esc><Esc>/tran an<Enter><Enter>
wait Hộ số 15
keys <F8>
wait Gõ 15 rồi Enter
settle
picture 17_delete
keys 5<Enter>
wait Chưa xóa
keys <x15>15<Enter>
wait Đã xóa phiếu
