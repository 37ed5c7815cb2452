# Awards on a small screen: names and labels whole, reasons below; the list printed to a file.
size 40x12
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 3 --households 40 --seed 7
here
run
wait 04/12.
keys 7khen<Enter>
wait Tìm
keys d
wait Người, tập thể
settle
keys lho gia<Enter>
settle
picture 25_candidates_40x12
keys <x20>q<F8>
wait Phím F8 không dùng
resize 60x15
wait Đóng góp
resize 40x12
settle
keys <Ctrl-P><BS><BS><BS><BS>txt<Enter>
wait Đã in ra tệp
holds xet-khen-2026.txt DANH SÁCH XÉT ĐỀ NGHỊ KHEN
holds xet-khen-2026.txt đã chọn 1 trên
keys <Esc><Esc>
wait Tìm
keys <Enter>
wait cá nhân
picture 25_award_40x12
