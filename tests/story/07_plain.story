# The C locale: letters lose their marks on the screen only.
size 80x24
env HOCTAP_TODAY=2026-11-22
env LC_ALL=C
env TERM=vt100
setup demo --hamlets 2 --households 12
run
wait Ho va nguoi
picture 07_menu_c_locale
