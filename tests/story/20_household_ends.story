# A household that has left: its people get the same day in one step.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 3 --households 40
run
wait Hộ và người
keys 2<Enter>
wait 40 hộ
keys /3<Enter><Enter>
wait Hộ số 3
keys <PgDn><Down><Down><Down>20/11/2026
wait đang sửa
keys <F2>
wait Ghi đến ngày 20/11/2026
settle
picture 20_people
keys <Enter>
wait người của hộ đến cùng ngày
