# A file put together from several: rows in TCVN3, VNI and Unicode. Its path is typed at once.
size 80x24
env HOCTAP_TODAY=2026-11-22
file thon.csv Tên thôn<Enter>Thôn Nam<Enter>
file ho.csv Ho va ten chu ho,Nam sinh,Thon<Enter>Nguy<xD4>n Th<xDE> H<xAD><xEA>ng,1958,Thon Nam<Enter>Tr<xC7>n V<xA8>n <xA7><xB9>t,1960,Thon Nam<Enter>Le<xE2> Th<xF2> Thuy<xFB>,1968,Thon Nam<Enter>Đỗ Hữu Quyền,1971,Thon Nam<Enter>Vũ Đình Ưởng,1980,Thon Nam<Enter>
setup init --commune 15664 --province 38 --name TriệuSơn
setup import hamlet $DIR/thon.csv
here
run
wait Nhập tệp
keys 91hộ gia<Enter>
wait ho.csv
keys $DIR/ho.csv<Enter>
wait tự nhận ra
keys 3
wait Máy nhận từng ô
settle
picture 22_mixed
keys 1
wait Đọc tệp theo bảng mã
settle
absent Máy nhận từng ô
