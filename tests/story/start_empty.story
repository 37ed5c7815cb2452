# Nothing there yet: the first steps.
run
wait Chưa có dữ liệu
end 0
picture start_empty
run --lang en
wait First steps
end 0
