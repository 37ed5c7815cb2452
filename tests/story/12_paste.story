# Paste: into a field, into several cells of the grid, by a client that brackets and one that does not.
size 80x24
setup demo --hamlets 1 --households 12 --seed 7
run
wait Hộ và người
keys 2<Enter>
wait Sắp xếp
keys n<Enter>
wait Hộ mới
# what is copied from a sheet has line ends, tabs, and may have worse
paste Nguyễn<Tab>Thị<Enter>H<x1b>[31mường<x07>
wait Nguyễn Thị H
unsent <x1b>[31m
keys <Enter>1958<Enter><Enter>
# C1, right-to-left and invisible characters
paste <xC2><x9B>31m<xE2><x80><xAE><xE2><x80><x8B>!
settle
unsent <xC2><x9B>
unsent <xE2><x80><xAE>
unsent <xE2><x80><x8B>
keys <Ctrl-U>Số 42, ngõ 21
picture 12_field
keys <F2>
wait Đã ghi đĩa, số 13
keys <Esc><Esc><Esc><Esc>
wait Hộ và người
keys 31
wait Gia đình học tập 2026
# a column of the meeting's table, from the 7th on
keys <Down><Down><Down><Down><Down><Down>
paste 1<Enter><Enter>đạt<Enter>
wait Đã ghi
picture 12_grid
# the same without brackets: an Enter behind a digit does not skip a row
keys <End>1<Enter>
wait Nguyễn Thị H
keys <Up>2<Enter>2<Enter>
picture 12_unbracketed
