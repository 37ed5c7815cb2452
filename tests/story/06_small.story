# 40x12, a terminal that is too small, and one without colours or marks.
size 40x12
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 2 --households 12
run
wait Hộ và người
picture 06_menu_40x12
resize 30x8
settle
picture 06_too_small
resize 80x24
wait Tiến độ
