# A set of criteria from a file: what is wrong with it stays on the screen, then it is taken.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 1 --households 12 --seed 7
file sai.json {"id":"DHHT-XA","title":"Dòng họ học tập","status":"nhap","method":"diem","total":100,<Enter>"criteria":[{"id":"D1","ten":"Ban khuyến học","max":60,"bat_buoc":"có"},{"id":"D1","ten":"Quỹ","max":30}],<Enter>"bands":[{"ten":"Đạt","min":50},{"ten":"Chưa đạt","min":0}],"recognised_from":"Khá"}
file dung.json {"id":"DHHT-XA","title":"Dòng họ học tập","status":"nhap","method":"diem","total":100,<Enter>"criteria":[{"id":"D1","ten":"Ban khuyến học","max":60,"bat_buoc":true},{"id":"D2","ten":"Quỹ","max":40}],<Enter>"bands":[{"ten":"Đạt","min":50},{"ten":"Chưa đạt","min":0}],"recognised_from":"Đạt"}
here
run
wait Hộ và người
keys c
wait Tên ghi trong nhật ký
keys 7
wait Nhập từ tệp
keys n
wait Tên tệp bộ tiêu chí
keys khong.json<Enter>
wait Hãy kiểm tra lại tên
keys <x15>$DIR<Enter>
wait không phải là một tệp
keys <x15>sai.json<Enter>
wait tệp có 4 chỗ sai
settle
picture 21_faults
keys <Esc><Esc>
wait DVHT-TT24
keys n
wait Tên tệp bộ tiêu chí
keys dung.json<Enter>
wait Đã nhập 1 bộ mới
wait phải thay bằng văn bản chính thức khi có
keys <Esc><Esc>
wait DHHT-XA
settle
picture 21_taken
