# An old .xls with a cover and two lists: the list is found, another one is chosen, and imported.
size 80x24
file thon.csv Tên thôn<Enter>Thôn Đông<Enter>
# three sheets: Bìa, Hộ (a title, then two households), Hộ mới (one household)
file ho.xls <x09><x08><x08><x00><x00><x06><x05><x00><x00><x00><x00><x00><x85><x00><x0E><x00>J<x00><x00><x00><x00><x00><x03><x01>B<x00><xEC><x00>a<x00><x85><x00><x0C><x00>w<x00><x00><x00><x00><x00><x02><x01>H<x00><xD9><x1E><x85><x00><x14><x00><x7B><x01><x00><x00><x00><x00><x06><x01>H<x00><xD9><x1E><x20><x00>m<x00><xDB><x1E>i<x00><x0A><x00><x00><x00><x09><x08><x08><x00><x00><x06><x10><x00><x00><x00><x00><x00><x04><x02><x19><x00><x00><x00><x00><x00><x00><x00><x08><x00><x01>S<x00><xD5><x1E><x20><x00>h<x00><xD9><x1E><x20><x00>x<x00><xE3><x00><x0A><x00><x00><x00><x09><x08><x08><x00><x00><x06><x10><x00><x00><x00><x00><x00><x04><x02><x1B><x00><x01><x00><x00><x00><x00><x00><x09><x00><x01>D<x00>A<x00>N<x00>H<x00><x20><x00>S<x00><xC1><x00>C<x00>H<x00><x04><x02><x11><x00><x02><x00><x00><x00><x00><x00><x04><x00><x01>T<x00>h<x00><xF4><x00>n<x00><x04><x02><x15><x00><x02><x00><x01><x00><x00><x00><x06><x00><x01>C<x00>h<x00><xE7><x1E><x20><x00>h<x00><xD9><x1E><x04><x02><x19><x00><x02><x00><x02><x00><x00><x00><x08><x00><x01>N<x00><x03><x01>m<x00><x20><x00>s<x00>i<x00>n<x00>h<x00><x04><x02><x1B><x00><x03><x00><x00><x00><x00><x00><x09><x00><x01>T<x00>h<x00><xF4><x00>n<x00><x20><x00><x10><x01><xF4><x00>n<x00>g<x00><x04><x02><x15><x00><x03><x00><x01><x00><x00><x00><x06><x00><x01>L<x00><xEA><x00><x20><x00>B<x00><xA3><x1E>y<x00><x7E><x02><x0A><x00><x03><x00><x02><x00><x00><x00><x9A><x1E><x00><x00><x04><x02><x1B><x00><x04><x00><x00><x00><x00><x00><x09><x00><x01>T<x00>h<x00><xF4><x00>n<x00><x20><x00><x10><x01><xF4><x00>n<x00>g<x00><x04><x02><x13><x00><x04><x00><x01><x00><x00><x00><x05><x00><x01>V<x00>i<x01><x20><x00>A<x00>n<x00><x7E><x02><x0A><x00><x04><x00><x02><x00><x00><x00><xA6><x1E><x00><x00><x0A><x00><x00><x00><x09><x08><x08><x00><x00><x06><x10><x00><x00><x00><x00><x00><x04><x02><x11><x00><x00><x00><x00><x00><x00><x00><x04><x00><x01>T<x00>h<x00><xF4><x00>n<x00><x04><x02><x15><x00><x00><x00><x01><x00><x00><x00><x06><x00><x01>C<x00>h<x00><xE7><x1E><x20><x00>h<x00><xD9><x1E><x04><x02><x1B><x00><x01><x00><x00><x00><x00><x00><x09><x00><x01>T<x00>h<x00><xF4><x00>n<x00><x20><x00><x10><x01><xF4><x00>n<x00>g<x00><x04><x02><x17><x00><x01><x00><x01><x00><x00><x00><x07><x00><x01>B<x00><xF9><x00>i<x00><x20><x00>L<x00>a<x00>n<x00><x0A><x00><x00><x00>
setup init --commune 15664 --province 38 --name TriệuSơn
setup import hamlet $DIR/thon.csv
here
run
wait Nhập tệp
keys 91
wait Tệp là danh sách gì
keys hộ gia<Enter>
wait ho.xls
keys <Enter>
wait Nhập trang tính nào
picture 16_sheets
keys <Esc><Esc>
wait trang 'Hộ'
wait thêm 2 hộ
picture 16_page
keys 2
wait ho.xls
keys <Enter>
wait Nhập trang tính nào
keys moi<Enter>
wait trang 'Hộ mới'
wait thêm 1 hộ
keys <F2><F2>
wait Đã ghi đĩa: thêm 1 hộ
keys <Esc><Esc>
wait Nhập tệp
