# What is printed behind sshd lies on the server: the line to type on one's own PC is shown.
size 80x24
setup demo --hamlets 2 --households 10 --seed 7
setup user add xa --role admin
setup user add lan --role leader --unit 99999001
setup user add mai --role officer
run --db $DIR/db --as lan
wait Báo cáo năm
keys 6
wait Ctrl-P
keys <Ctrl-P>
wait In ra tệp nào
# a session has the day of the real clock: no year in the picture
keys <BS><BS><BS><BS><BS><BS><BS><BS><BS><BS><BS><BS><BS><BS><BS><BS><BS><BS>bc.docx<Enter>
wait Lấy tệp về máy mình
settle
picture 45_fetch
keys <Esc><Esc>
hangup
end 0
run --db $DIR/db --as mai
wait Hộ và người
keys 2<Enter>
wait 10 hộ
keys <Ctrl-P>
wait In ra tệp nào
keys <BS><BS><BS><BS><BS> xã.docx<Enter>
wait plink TÊN-PHIÊN export household --format xlsx -o - > "danh-sach xã.xlsx"
# with a password commands are refused at first, which is said
keys <Esc><Esc>
wait Chủ hộ
keys <Esc><Esc>
wait Hộ và người
keys c9
wait Mật khẩu mới, từ 6 ký tự
keys 482913<Enter>
wait Gõ lại
keys 482913<Enter>
wait Đã ghi mật khẩu mới
keys <Esc><Esc>
wait Hộ và người
keys 4
wait Gia đình học tập
keys <Ctrl-P>
wait In ra tệp nào
keys <BS><BS><BS><BS><BS><BS><BS><BS><BS><BS><BS><BS><BS><BS><BS><BS><BS><BS>x.docx<Enter>
wait Lấy tệp về máy mình
settle
picture 45_password
# lists come by the connection
keys <Esc><Esc>
wait Gia đình học tập
keys <Esc><Esc>
wait Hộ và người
keys 91
settle
keys hộ gia<Enter>
wait plink TÊN-PHIÊN import household -
