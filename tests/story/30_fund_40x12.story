# A fund book and a list on a small screen: the balance whole, and what is cut is read out below.
size 40x12
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 2 --households 30 --seed 7
run
wait 04/12.
keys 7quy khuyen<Enter>
wait Thu, chi
picture 30_fund_40x12
resize 60x15
wait đồng.
resize 40x12
keys <Esc><Esc>
settle
keys 7khen thuong<Enter>
wait Tìm
keys <Down><Down>
wait Dòng họ
picture 30_list_40x12
