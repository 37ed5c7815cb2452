# A hamlet's work goes to a machine without a network and is merged when it comes back.
size 80x24
env HOCTAP_TODAY=2026-11-22
file there.csv Thôn,Chủ hộ,Năm sinh,Số khẩu<Enter>Thôn Đồng Lúa 1,Người Mới Về,1980,3<Enter>Thôn Đồng Lúa 1,Phan Thị Dung,1975,2<Enter>
file here.csv Thôn,Chủ hộ,Năm sinh,Số khẩu<Enter>Thôn Đồng Lúa 1,Phan Thị Dung,1975,3<Enter>
setup demo --hamlets 1 --households 12 --seed 7
setup user add xa --role admin
setup user add lan --role leader --unit 99999001 --name Lan
run
wait Hộ và người
keys c
wait Mang việc đi, ghép về
keys 8
wait Mang đi: Lan
settle
picture 61_parts
keys <Enter>
wait Ghi phần mang đi ra tệp nào
keys <Enter>
wait Đã ghi, mã
# the other machine, meanwhile work here
setup --db $DIR/other restore $DIR/hoctap-2026-11-22.phan
setup --db $DIR/other import household $DIR/there.csv --update
setup import household $DIR/here.csv --update
setup --db $DIR/other backup $DIR/hoctap-2026-11-22.mang-ve
settle
# back again
keys 8
wait Mang đi: Lan
keys <Up><Enter>
wait Tệp mang về tên là gì
keys x<Enter>
wait không có tệp
keys <BS><Enter>
wait Chưa ghi gì
settle
picture 61_seen
keys <F2>
wait Đã ghép và ghi đĩa
settle
picture 61_merged
keys <Esc><Esc>
wait 1-8 Chọn
# a second time: nothing
keys 8
wait Mang đi: Lan
keys <Up><Enter>
wait Tệp mang về tên là gì
keys <Enter>
wait thêm 0, sửa 0
hangup
end 0
# the other machine: the same line writes what is brought back
env HOCTAP_DB=$DIR/other
run
wait Hộ và người
keys c
wait Mang việc đi, ghép về
keys 8
wait Ghi phần việc đã làm ra tệp nào
keys <Enter>
wait Mang tệp này về xã
