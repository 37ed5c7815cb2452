# The line drops in the middle of a form: the draft is there, at the same field.
size 80x24
env HOCTAP_TODAY=2026-11-22
setup demo --hamlets 2 --households 12
run
wait Hộ và người
keys 2<Enter>
wait 12 hộ
keys n<Enter>
wait Hộ mới
keys Lê Thế Tuấn<Enter>1971<Enter>
settle
hangup
run
wait Bản nháp: Hộ mới
# typed ahead of the picture
keys n<Enter>
wait 1971
settle
picture 03_draft_again
