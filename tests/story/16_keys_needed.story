# How many keys the work needs: letters are keys, so are Enter and F2; a twin counts as two.
size 80x24
play hundred.part
run
wait Hộ và người
# 100 renewals, five of them do not go on: 10 keys and 2 for each
count
keys 31m
wait như năm trước
keys <Enter>
keys 0317253453<Enter>
wait Enter: đăng ký lại 95 hộ, trừ 1.3
picture 16_renew
keys <Enter>
wait Đã ghi 95 hộ
most 20 100 renewals, five exceptions
picture 16_renewed
# the meeting's sheet, keyed back by number alone: each of the 100 for itself, eight did not pass
count
keys m7<Enter>
wait Số đạt
keys 1 2 3x 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18x 19 20 21 22 23 24 25x 26 27 28 29 30 31 32 33 34x 35x 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53x 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71x 72 73 74 75 76 77 78 79 80 81 82 83 84 85 86 87 88x 89 90 91 92 93 94 95 96 97 98 99 100<Enter>
wait không đạt: cần lý do
keys vắng họp<Enter>
wait Đã ghi 100 hộ
most 400 meeting of 100 households
keys <Esc><Esc><Esc><Esc>
wait Hộ và người
# a household of six typed fields: its letters and 12 more
count
keys 2<Enter>n<Enter>
keys Nguyễn Thị Hồng<Enter>1958<Enter>nữ<Enter>Số 42, ngõ 21<Enter>4<Enter>3<F2>
wait Đã ghi đĩa, số 101
most 48 household of 36 letters in six fields
