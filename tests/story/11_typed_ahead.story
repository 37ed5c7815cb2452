# Keys faster than the line: each lands in the screen it is meant for.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 1 --households 12 --seed 7
run
wait Hộ và người
keys 2<Enter>/7<Enter><Enter>
wait Hộ số 7
keys <Esc><Esc>
wait 12 hộ
keys <Esc><Esc><Esc><Esc>
wait Tiến độ
keys 4t<Enter>
wait Gia đình học tập 2026: đã công nhận
