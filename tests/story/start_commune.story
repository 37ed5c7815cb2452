# A commune with records: its figures and what to do next.
setup demo --hamlets 2 --households 30 --seed 7
run
wait 2 thôn, tổ dân phố
end 0
picture start_commune
