# A meeting, from the sheet that is printed to the decision on its list.
size 80x24
play hundred.part
here
run
wait Hộ và người
keys 31m
wait như năm trước
keys <Down><Down><Down><Down>
picture 17_more
keys <Enter>
wait In ra tệp nào?
keys <BS><BS><BS><BS><BS>.txt
picture 17_print
keys <Enter>
wait Đã in ra tệp
holds phieu-binh-xet-2026.txt Nguyễn Thị Hường
# everybody goes on
keys m
wait như năm trước
keys <Enter><Enter><Enter>
wait Đã ghi 100 hộ
keys m7<Enter>
wait Số đạt
# a wrong number is said before anything is written
keys 1-20 22 105<Enter>
settle
picture 17_wrong_number
keys <Ctrl-U>
settle
keys 1-20 22-60 61x vắng họp, 62-100<Enter>
wait Đã ghi 99 hộ
picture 17_keyed_back
keys m10<Enter>
wait Số quyết định
keys 215/QĐ-UBND<Enter>
wait Ngày quyết định
keys 5/13/2026<Enter>
settle
picture 17_wrong_day
keys <Ctrl-U>
settle
keys 20/11/2026<Enter>
wait Trừ những số nào?
keys 3<Enter>
wait Đã công nhận 97 hộ theo 215/QĐ-UBND
picture 17_decided
keys <Esc><Esc><Esc><Esc>
wait công nhận 97 trên 100
