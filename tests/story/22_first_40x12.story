# The first minute on a small screen: every question and its answer are in sight.
size 40x12
env HOCTAP_TODAY=2026-11-22
run
wait xem xã mẫu
keys thanh hoa<Enter>15664 Xã Triệu Sơn<Enter>Thôn Đông; Thôn Đoài<Enter>
settle
picture 22_first_40x12
keys <F2>
wait Đã lập sổ
