# A hamlet's checklist: all hamlets are offered. What was said stays, then a new screen's own sentence comes by itself.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup init --commune 15664 --province 38 --name TriệuSơn
file thon.csv Thôn,Mã<Enter>Thôn Đông,1<Enter>Thôn Đoài,2<Enter>
setup import hamlet $DIR/thon.csv
file ho.csv Thôn,Chủ hộ<Enter>Thôn Đông,Lê Văn Ất<Enter>
setup import household $DIR/ho.csv
run
wait Các sổ khác
keys 31
wait Lê Văn Ất
keys 1
wait Đăng ký 1
keys m
wait Gõ số hoặc chữ để lọc
keys <Esc><Esc><Esc><Esc><Esc><Esc>
wait Các sổ khác
keys 7
wait Quỹ khuyến học
keys tieu chi<Enter>
wait phiếu tiêu chí thi đua
keys n
wait Nhóm nào
keys thon<Enter>
wait Của ai
picture 26_hamlets
keys <Down><Enter>
wait Thôn Đoài
wait trên 3 tiêu chí
