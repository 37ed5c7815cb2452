# What the line has to carry, help and hints that follow included. The figures are goals: above them
# the story fails.
size 80x24
setup demo --hamlets 1 --households 60 --seed 7
run
wait Esc Thoát
settle
bytes 1500 the first picture
keys 2<Enter>
wait Sắp xếp
settle
forget
keys <Down>
settle
bytes 30 the next row of a list
keys <Home><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down>
settle
forget
keys <Down>
settle
bytes 150 a row that comes into sight
keys n<Enter>
wait Hộ mới
settle
keys N
settle
forget
keys g
settle
bytes 18 a letter
forget
keys <BS>ễ
settle
bytes 18 an input method's burst
forget
keys <Enter>
settle
bytes 130 the next field and its help
