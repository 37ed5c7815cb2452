# In January: the report of the year that is over is spoken of first, and is the one that is handed in.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 2 --households 30 --seed 7
env HOCTAP_TODAY=2027-01-10
run
wait Báo cáo năm 2026 phải nộp trước ngày
picture 40_january
keys 8
wait Báo cáo năm 2026 ·
keys <F2>
wait Nộp báo cáo năm 2026
keys <Esc><Esc>
settle
keys <Esc><Esc>
settle
keys h
wait 05/12/2027
wait 05/12/2026
keys <Esc><Esc>
settle
keys b
wait Báo cáo năm 2026: thôn nào đã nộp
