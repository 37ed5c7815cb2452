# A checklist on a small screen: the whole criterion can be read; printed to a file.
size 40x12
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 3 --households 40 --seed 7
here
run
wait 04/12.
keys 7tieu chi<Enter>
wait Tìm
keys ndoanh<Enter>
wait Của ai?
keys may<Enter>
wait trên 4 tiêu chí
keys <Down>1
wait Đã ghi đĩa
keys <Enter>
wait Minh chứng là gì?
keys Thỏa ước<Enter>
wait minh chứng: Thỏa ước
picture 26_checklist_40x12
keys <End>
wait được công nhận Đơn vị học tập
keys <Tab>7<F8>
wait Phím F8 không dùng
resize 80x24
wait điểm e
resize 40x12
settle
keys <Ctrl-P><BS><BS><BS><BS>txt<Enter>
wait Đã in ra tệp
holds tieu-chi-2026.txt Thỏa ước
holds tieu-chi-2026.txt Công ty may · doanh nghiệp
