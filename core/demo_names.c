/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo_names.h"

const char *const demo_surnames[DEMO_SURNAMES] = {
    "Nguyễn", "Trần",  "Lê",   "Phạm",  "Hoàng", "Vũ",  "Đặng", "Bùi",
    "Đỗ",     "Hồ",    "Ngô",  "Dương", "Lý",    "Đào", "Đinh", "Mai",
    "Trịnh",  "Lương", "Phan", "Tạ",    "Quách", "Hà",  "Cao",  "Lò"};

const char *const demo_middle_men[DEMO_MIDDLES] = {"Văn",  "Đức",  "Hữu",  "Quang", "Minh", "Xuân",
                                                   "Đình", "Công", "Mạnh", "Trọng", "Bá",   "Thế"};

const char *const demo_middle_women[DEMO_MIDDLES] = {
    "Thị", "Thị", "Thị", "Thị", "Ngọc", "Thu", "Thanh", "Kim", "Bích", "Hồng", "Diệu", "Tuyết"};

const char *const demo_given_men[DEMO_GIVEN] = {
    "An",  "Bình", "Cường", "Dũng",  "Đạt",   "Giang", "Hải",   "Hiếu", "Hùng", "Khánh",
    "Lâm", "Long", "Lực",   "Nam",   "Nghĩa", "Phong", "Phúc",  "Quân", "Quý",  "Sơn",
    "Tài", "Tâm",  "Thắng", "Thịnh", "Tiến",  "Toàn",  "Trung", "Tuấn", "Việt", "Vinh"};

const char *const demo_given_women[DEMO_GIVEN] = {
    "Ánh",   "Bảy",  "Chi",    "Diễm",  "Dung", "Gấm",  "Hà",    "Hạnh",  "Hằng", "Hiền",
    "Hoa",   "Hồng", "Huệ",    "Hương", "Lan",  "Liên", "Loan",  "Mận",   "Nga",  "Ngân",
    "Nhung", "Oanh", "Phượng", "Quyên", "Thảo", "Thủy", "Trang", "Tuyết", "Vân",  "Yến"};

const char *const demo_places[DEMO_PLACES] = {
    "Đồng Lúa", "Bãi Dâu", "Cầu Đá", "Giếng Làng", "Bến Tre",  "Gò Mít",   "Ao Sen",  "Đầm Cói",
    "Núi Sim",  "Cây Đa",  "Bờ Tre", "Rừng Thông", "Suối Cạn", "Đình Mới", "Chợ Quê", "Xóm Bưởi"};

const char *const demo_occupations[DEMO_OCCUPATIONS] = {
    "Nông dân", "Công nhân", "Giáo viên", "Buôn bán",       "Thợ xây",
    "Nội trợ",  "Lái xe",    "Thợ may",   "Cán bộ hưu trí", "Kế toán"};

const struct demo_organisation demo_organisations[DEMO_ORGANISATIONS] = {
    {"Trường Mầm non", "school"},
    {"Trường Tiểu học số 1", "school"},
    {"Trường Tiểu học số 2", "school"},
    {"Trường Trung học cơ sở", "school"},
    {"Trạm Y tế", "health"},
    {"Ủy ban nhân dân", "agency"},
    {"Công an", "agency"},
    {"Ủy ban Mặt trận Tổ quốc", "front"},
    {"Hội Liên hiệp Phụ nữ", "front"},
    {"Hợp tác xã dịch vụ nông nghiệp", "cooperative"},
    {"Công ty may", "company"},
    {"Cơ sở sản xuất gạch", "workshop"},
};
