# Someone behind sshd sets a password of their own, comes in with it, and changes it.
size 80x24
setup demo --hamlets 2 --households 10 --seed 7
setup user add xa --role admin
setup user add lan --role leader --unit 99999001
run --db $DIR/db --as lan
wait Báo cáo năm
keys c
wait Mật khẩu
wait chưa đặt; Enter để đặt
keys 9
wait Mật khẩu mới, từ 6 ký tự
keys 123456<Enter>
wait Gõ lại mật khẩu mới
keys 123456<Enter>
# not one that anybody would try
wait dễ đoán quá
keys 482913<BS>3<Enter>
wait Gõ lại mật khẩu mới
keys 482914<Enter>
wait Hai lần gõ không giống nhau
keys 482913<Enter>
wait Gõ lại mật khẩu mới
keys 4829
wait > ****
absent 4829
picture 44_new
keys 13<Enter>
wait Đã ghi mật khẩu mới
wait đã đặt; Enter để đổi
hangup
end 0
run --db $DIR/db --as lan
wait Mật khẩu:
absent Báo cáo năm
keys 111111<Enter>
wait Mật khẩu chưa đúng
keys 482913<Enter>
wait Báo cáo năm
absent 482913
keys c
wait đã đặt
keys 9
wait Mật khẩu đang dùng
keys 000000<Enter>
wait Mật khẩu chưa đúng
keys 482913<Enter>
wait Mật khẩu mới, từ 6 ký tự
keys mật khẩu<Enter>
wait Gõ lại mật khẩu mới
keys mật khẩu<Enter>
wait Đã ghi mật khẩu mới
# Esc leaves everything as it was
keys 9
wait Mật khẩu đang dùng
keys <Esc><Esc>
wait đã đặt; Enter để đổi
resize 40x12
wait Mật khẩu: đã đặt; Enter để đổi
hangup
end 0
run --db $DIR/db --as lan
wait Mật khẩu:
keys mật khẩu<Enter>
wait Thôn
hangup
end 0
