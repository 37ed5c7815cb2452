/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/commands.h"

#include "locale/msg.h"
#include "tui/say.h"

/* clang-format off */
const struct command commands[] = {
    {.name = "init", .run = run_init, .options = init_options,
     .help = N_("lập sổ mới cho một xã")},
    {.name = "demo", .run = run_demo, .options = demo_options,
     .help = N_("lập một xã tưởng tượng để dùng thử")},
    {.name = "import", .kinds = true, .arguments = N_("LOẠI TỆP"), .min = 2, .max = 2, .run = run_import, .options = import_options,
     .help = N_("nhập danh sách từ tệp Excel (.xlsx, .xls), .csv hoặc .dbf")},
    {.name = "export", .kinds = true, .arguments = N_("LOẠI"), .min = 1, .max = 1, .run = run_export, .options = export_options,
     .help = N_("xuất danh sách ra tệp")},
    {.name = "list", .kinds = true, .arguments = N_("LOẠI"), .min = 1, .max = 1, .run = run_list, .options = list_options,
     .help = N_("xem hoặc tìm trong danh sách")},
    {.name = "progress", .run = run_progress, .options = progress_options,
     .help = N_("tiến độ các danh hiệu của một năm hoặc giai đoạn")},
    {.name = "explain", .run = run_explain, .options = explain_options,
     .help = N_("các phiếu đứng sau một con số")},
    {.name = "report", .arguments = N_("BÁO-CÁO"), .min = 1, .max = 1, .run = run_report, .options = report_options,
     .help = N_("làm báo cáo thành tệp .txt, .docx hoặc .xlsx")},
    {.name = "convert", .arguments = N_("[TỆP]"), .max = 1, .run = run_convert, .options = convert_options,
     .help = N_("đổi bảng mã một tệp văn bản (TCVN3, VNI...) sang UTF-8")},
    {.name = "detect", .arguments = N_("[TỆP]"), .max = 1, .run = run_detect, .options = detect_options,
     .help = N_("nhận ra bảng mã của một tệp văn bản")},
    {.name = "type", .run = run_type, .options = type_options,
     .help = N_("thử gõ Telex, VNI, VIQR: mỗi dòng vào là một chuỗi phím")},
    {.name = "units import", .arguments = N_("TỆP"), .min = 1, .max = 1, .run = run_units_import,
     .help = N_("nhập danh mục đơn vị hành chính")},
    {.name = "units list", .run = run_units_list, .options = units_list_options,
     .help = N_("các tỉnh, xã, thôn mà sổ này biết")},
    {.name = "units show", .arguments = N_("MÃ"), .min = 1, .max = 1, .run = run_units_show, .options = units_show_options,
     .help = N_("một đơn vị: tên, trên, trước và sau khi sáp nhập")},
    {.name = "units merge", .arguments = N_("TỆP"), .min = 1, .max = 1, .run = run_units_merge, .options = units_merge_options,
     .help = N_("sáp nhập xã; gộp, tách, đổi tên thôn theo một tệp, có xem thử")},
    {.name = "criteria list", .run = run_criteria_list, .options = criteria_list_options,
     .help = N_("các bộ tiêu chí")},
    {.name = "criteria show", .arguments = N_("MÃ"), .min = 1, .max = 1, .run = run_criteria_show, .options = criteria_show_options,
     .help = N_("một bộ tiêu chí")},
    {.name = "criteria import", .arguments = N_("TỆP"), .min = 1, .max = 1, .run = run_criteria_import, .options = criteria_import_options,
     .help = N_("nhập một bộ tiêu chí")},
    {.name = "check", .run = run_check, .options = check_options,
     .help = N_("kiểm tra toàn bộ dữ liệu")},
    {.name = "backup", .arguments = N_("TỆP"), .min = 1, .max = 1, .run = run_backup, .options = backup_options,
     .help = N_("sao lưu ra một tệp, kể cả khi đang có người dùng")},
    {.name = "restore", .arguments = N_("TỆP"), .min = 1, .max = 1, .run = run_restore, .options = restore_options,
     .help = N_("lấy lại dữ liệu từ bản sao lưu, hoặc ghép phần việc mang về")},
    {.name = "erase", .arguments = N_("MÃ-PHIẾU"), .min = 1, .max = 1, .run = run_erase, .options = erase_options,
     .help = N_("xóa thông tin của một người; phiếu vẫn được đếm, không còn tên")},
    {.name = "audit", .run = run_audit, .options = audit_options,
     .help = N_("nhật ký: ai sửa gì, lúc nào")},
    {.name = "user", .arguments = N_("[...]"), .max = 64, .run = run_not_yet,
     .help = N_("tài khoản và quyền")},
    {0},
};
/* clang-format on */

int run_not_yet(struct app *app, const struct arguments *a)
{
    (void)app;
    say(_("Lệnh %s chưa có trong bản này. Hãy cài bản hoctap mới hơn."), a->command->name);
    return EXIT_USAGE;
}
