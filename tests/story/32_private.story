# A telephone number that needs consent is hidden; F4 shows it, and that is written down.
size 80x24
env HOCTAP_TODAY=2026-11-22
file ho.csv Thôn,Chủ hộ,Điện thoại,Ngày đồng ý cho ghi điện thoại<Enter>Thôn Đồng Lúa 1,Phan Thị Dung,0912345612,1/2/2026<Enter>
setup demo --hamlets 1 --households 12 --seed 7
setup import household $DIR/ho.csv --update
run
wait Hộ và người
keys 2<Enter>
wait 12 hộ
keys /2<Enter><Enter>
wait Hộ số 2
keys <PgDn><Enter>
wait 09.. ..12
absent 0912345612
wait F4: xem, có ghi nhật ký
settle
picture 32_masked
keys <F4>
wait 0912345612
absent đang sửa
keys <Esc>
wait 12 hộ
keys <F7>
wait Ai đã sửa phiếu này
keys 2<Enter>
wait xem thông tin riêng
wait → 09.. ..12
absent 0912345612
