# The reason of a return and the evidence of a criterion, as an officer with a name types them.
size 80x24
setup demo --hamlets 2 --households 30 --seed 7
setup user add xa --role admin
setup user add lan --role officer
setup user add hoa --role officer
run --db $DIR/db --as lan
wait Báo cáo năm
keys b
wait chưa nộp
keys <Enter>
wait Số liệu đến hôm nay
keys <F2>
wait Enter: nộp báo cáo năm 2026
keys <Enter>
wait Đã nộp và ghi đĩa
keys t
wait Trả lại vì sao
keys số hộ không khớp
settle
hangup
end 0
# somebody else is not shown it
run --db $DIR/db --as hoa
wait Báo cáo năm
absent Bản nháp:
keys b
wait đã nộp
keys <Down><Enter>
wait nộp
keys t
wait Trả lại vì sao
absent > số hộ
hangup
end 0
run --db $DIR/db --as lan
wait Bản nháp: Trả lại vì sao
keys n
wait Trả lại vì sao
picture 23_drafts
keys <Enter>
wait Gõ bỏ rồi
picture 23_answer
keys <Enter>
settle
keys <Esc><Esc>
wait Báo cáo năm
keys b
wait đã nộp
keys <Down><Enter>
wait nộp
keys t
wait > số hộ không khớp
keys  danh sách<Enter>
wait Xã trả lại để sửa: số hộ không khớp danh sách
keys <Esc><Esc>
settle
keys <Esc><Esc>
wait Báo cáo năm
absent Bản nháp:
# evidence: left by Esc, then killed
keys 7
wait Các sổ khác
keys tieu chi<Enter>
wait phiếu tiêu chí thi đua
keys n
wait Nhóm nào
keys doanh<Enter>
wait Của ai?
keys htx<Enter>
settle
keys <Ctrl-U>may<Enter>
wait tiêu chí
keys <Down><Enter>
wait Minh chứng là gì?
keys Thỏa ước<Esc><Esc>
wait Chữ đã gõ được giữ
keys <Enter>
wait > Thỏa ước
keys  lao động
drafted lao động
signal KILL
end 137
run --db $DIR/db --as lan
wait Bản nháp: Minh chứng là gì
keys n<Enter>
wait lao động
# given up there
keys bỏ<Enter>
wait Không có bản nháp nào
