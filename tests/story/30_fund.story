# Quỹ khuyến học: an empty book, receipts entered, the balance behind each.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup init --commune 15664 --province 38 --name TriệuSơn
file thon.csv Thôn,Mã<Enter>Thôn Đông,1<Enter>
setup import hamlet $DIR/thon.csv
file quy.csv Thôn,Số phiếu,Ngày,Thu/chi,Nội dung,Số suất,Số tiền,Họ và tên<Enter>Thôn Đông,1,3/3/2025,thu,đóng góp,,900000,Hội đồng hương<Enter>Thôn Đông,1,5/1/2026,thu,đóng góp,,2000000,Gia đình ông Bình<Enter>Thôn Đông,1,10/9/2026,chi,học bổng,4,1200000,Học sinh nghèo<Enter>
setup import fund $DIR/quy.csv
run
wait Các sổ khác
keys 7
wait Tiêu chí thi đua
keys quy<Enter>
wait chưa có phiếu nào
keys q
wait Thôn Đông: còn 1.700.000 đồng
keys <Down><Enter>
wait Năm trước chuyển sang
settle
picture 30_fund
keys n
wait Số tiền
keys chi<Enter>2<Enter>20/11/2026<Enter>Em Na<Enter>300.000<Enter>khen thuong<Enter>3<F2>
wait Đã ghi đĩa
keys <Esc><Esc>
wait 1.400.000
keys <Left>
wait Năm 2025
wait Hội đồng hương
keys <Up><Enter>
wait Số này máy tính từ các năm trước
keys <Right>
wait Em Na, khen thưởng 3 suất
settle
picture 30_fund_more
