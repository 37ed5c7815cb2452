/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/plan_items.h"

#include "locale/msg.h"

const struct choice plan_choices[] = {
    {PLAN_NATIONAL, "national", N_("toàn quốc (QĐ 1315/QĐ-TTg)"), "toàn quốc|1315|QĐ 1315"},
    {PLAN_HAI_PHONG, "hai_phong", N_("thành phố Hải Phòng"), "Hải Phòng"},
    {PLAN_LAI_CHAU, "lai_chau", N_("tỉnh Lai Châu"), "Lai Châu"},
    {PLAN_TRIEU_SON, "trieu_son", N_("Triệu Sơn, Thanh Hóa"), "thị trấn Triệu Sơn|Triệu Sơn"},
    {0},
};

const struct choice plan_group_choices[] = {
    {GROUP_DEPARTMENT, "department", N_("bộ, sở, ban, ngành"), "sở, ban, ngành|ban, ngành"},
    {GROUP_FRONT, "front", N_("Mặt trận, đoàn thể, hội"), "mặt trận|đoàn thể|mặt trận, đoàn thể"},
    {GROUP_PROVINCE, "province", N_("tỉnh, thành phố"), "tỉnh"},
    {GROUP_DISTRICT, "district", N_("cấp huyện (trước 1/7/2025)"), "huyện|cấp huyện"},
    {GROUP_COMMUNE, "commune", N_("cấp xã"), "xã|phường|thị trấn"},
    {GROUP_FAMILY, "family", N_("hộ gia đình, dòng họ"), "hộ gia đình|dòng họ|hộ"},
    {GROUP_ENTERPRISE, "enterprise", N_("doanh nghiệp, hợp tác xã"), "doanh nghiệp|hợp tác xã"},
    {GROUP_PERSON, "person", N_("cá nhân"), "người"},
    {GROUP_OTHER, "other", N_("đối tượng khác"), "khác|ngoài xã"},
    {GROUP_HAMLET, "hamlet", N_("thôn, tổ dân phố"), "thôn|tổ dân phố|bản"},
    {0},
};

const struct choice plan_theme_choices[] = {
    {1, "awareness", N_("tuyên truyền, nâng cao nhận thức"), "tuyên truyền"},
    {2, "institutions", N_("chính sách; trường, trung tâm, thư viện"), "cơ chế, chính sách"},
    {3, "resources", N_("huy động nguồn lực, phối hợp các bên"), "nguồn lực"},
    {4, "digital", N_("công nghệ, năng lực số, ngoại ngữ"), "chuyển đổi số"},
    {5, "models", N_("các mô hình học tập, văn hóa học tập"), "mô hình học tập"},
    {6, "world", N_("kinh nghiệm quốc tế, thành phố học tập"), "quốc tế"},
    {7, "linked", N_("các kế hoạch đã có của địa phương"), "kế hoạch đã có"},
    {8, "fund", N_("vận động quỹ khuyến học"), "quỹ khuyến học"},
    {0},
};

const struct choice plan_task_choices[] = {
    /* part IV: how */
    {1, "leadership", N_("lãnh đạo, chỉ đạo; trách nhiệm người đứng đầu"), NULL},
    {2, "policies", N_("rà soát, ban hành, thực hiện chính sách"), NULL},
    {3, "programmes", N_("thực hiện các chương trình, đề án"), NULL},
    {4, "communication", N_("truyền thông, nêu gương điển hình"), "truyền thông"},
    {5, "example", N_("cán bộ, đảng viên gương mẫu tự học"), "gương mẫu"},
    {6, "reviews", N_("sơ kết, tổng kết, biểu dương"), "sơ kết|tổng kết"},
    {7, "recognition", N_("đánh giá, công nhận các mô hình hằng năm"), "công nhận"},
    {8, "digital", N_("ứng dụng công nghệ, học liệu dùng chung"), "chuyển đổi số"},
    /* part VII: who */
    {20, "steering", N_("lập, kiện toàn Ban chỉ đạo"), "ban chỉ đạo"},
    {21, "plan", N_("xây dựng kế hoạch của địa phương, đơn vị"), "kế hoạch"},
    {22, "association", N_("Hội Khuyến học chủ trì trong hệ thống Hội"), "hội khuyến học"},
    {23, "criteria", N_("hướng dẫn bộ tiêu chí công nhận"), "tiêu chí"},
    {24, "urging", N_("hướng dẫn, kiểm tra, đôn đốc"), "kiểm tra|đôn đốc"},
    {25, "awards", N_("hướng dẫn, đề xuất khen thưởng"), "khen thưởng"},
    {26, "budget", N_("bố trí kinh phí"), "kinh phí"},
    {27, "press", N_("báo chí, đài truyền thanh, tin bài"), "truyền thanh"},
    {28, "front", N_("Mặt trận, đoàn thể vận động, phát động"), "mặt trận"},
    {29, "evaluation", N_("triển khai theo tiêu chí, đánh giá hằng năm"), "đánh giá"},
    {30, "coordination", N_("phối hợp các cơ quan, đoàn thể"), "phối hợp"},
    {31, "conditions", N_("chuẩn bị nhân lực, vật lực; huy động đóng góp"), "huy động"},
    {32, "quality", N_("hoàn thành đúng kế hoạch, có chất lượng"), NULL},
    {33, "report", N_("báo cáo hằng năm"), "báo cáo"},
    {34, "materials", N_("kho học liệu mở, học liệu số"), "học liệu"},
    /* of Chương trình 387 alone */
    {40, "boards", N_("phát triển chi hội, ban khuyến học"), "chi hội"},
    {41, "centres", N_("đổi mới hoạt động trung tâm học tập cộng đồng"), "TTHTCĐ"},
    {42, "reading", N_("đọc sách; gắn với các danh hiệu văn hóa"), "đọc sách"},
    {43, "staff", N_("vận động người của cơ quan, doanh nghiệp học tập"), NULL},
    {0},
};
