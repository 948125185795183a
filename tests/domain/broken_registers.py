"""Registers as clerks break them: one edit each, where the fault must be told and what must be said of it."""

from typing import NamedTuple

Edit = tuple[str, str, str]  # register, what stands there, what a clerk wrote instead


class Broken(NamedTuple):
    """A broken register: what is wrong; the edit; file, line and key of its fault; words of the message."""

    what: str
    edit: Edit
    where: tuple[str, int, str]
    said: str


RULE = '[[quy-tac]]\nma = "r-con-lai"\nco-quan = "van-phong"'

TABLE = [
    Broken(
        "bad TOML",
        ("dinh-tuyen", 'linh-vuc = "dan-chu"', 'linh-vuc "dan-chu"'),
        ("dinh-tuyen.toml", 3, "dinh-tuyen"),
        "không đọc được",
    ),
    Broken(
        "text without its closing quote",
        ("linh-vuc", 'ma = "ngan-sach"', 'ma = "ngan-sach'),
        ("linh-vuc.toml", 7, "linh-vuc"),
        "không đọc được",
    ),
    Broken(
        "list without its closing bracket",
        ("co-quan", '{ co-quan = "ubnd" }]', '{ co-quan = "ubnd" }'),
        ("co-quan.toml", 45, "co-quan"),
        "không đọc được",
    ),
    Broken(
        "unknown key with a near one",
        ("co-quan", 'dia-chi = "Thôn Hai"', 'dia-ch = "Thôn Hai"'),
        ("co-quan.toml", 24, "dia-ch"),
        "khóa lạ; cần “dia-chi”?",
    ),
    Broken(
        "unknown key like no other",
        ("linh-vuc", 'ten = "Ngân sách"', 'ten = "Ngân sách"\nqqq = 1'),
        ("linh-vuc.toml", 6, "qqq"),
        "khóa lạ; cần một khóa trong danh sách",
    ),
    Broken(
        "missing key",
        ("linh-vuc", 'ten = "Ngân sách"\n', ""),
        ("linh-vuc.toml", 6, "ten"),
        "không có khóa này",
    ),
    Broken("empty text", ("linh-vuc", '"Ngân sách"', '" "'), ("linh-vuc.toml", 6, "ten"), "thấy trống"),
    Broken(
        "text for a number",
        ("thoi-han", "gia-tri = 15", 'gia-tri = "mười lăm"'),
        ("thoi-han.toml", 11, "gia-tri"),
        "thấy “mười lăm”; cần một số nguyên",
    ),
    Broken(
        "true for a number",
        ("thoi-han", "gia-tri = 15", "gia-tri = true"),
        ("thoi-han.toml", 11, "gia-tri"),
        "thấy “true”; cần một số nguyên",
    ),
    Broken(
        "a list for a text",
        ("linh-vuc", 'ten = "Ngân sách"', 'ten = ["Ngân sách", "thuế"]'),
        ("linh-vuc.toml", 6, "ten"),
        """thấy “["Ngân sách", "thuế"]”; cần một chuỗi chữ""",
    ),
    Broken(
        "a table for a list",
        ("co-quan", 'linh-vuc = ["dan-chu"]\n', 'linh-vuc = { ma = "dan-chu", chinh = true }\n'),
        ("co-quan.toml", 24, "linh-vuc"),
        """thấy “{ ma = "dan-chu", chinh = true }”; cần danh sách mã""",
    ),
    Broken(
        "an hour for a day",
        ("ngay-nghi", "ngay = 2026-01-10", "ngay = 08:00:00"),
        ("ngay-nghi.toml", 7, "ngay"),
        "thấy “08:00:00”; cần một ngày",
    ),
    Broken(
        "no days at all",
        ("thoi-han", "gia-tri = 15", "gia-tri = 0"),
        ("thoi-han.toml", 11, "gia-tri"),
        "thấy “0”",
    ),
    Broken(
        "fewer days than none",
        ("thoi-han", "gia-tri = 15", "gia-tri = -15"),
        ("thoi-han.toml", 11, "gia-tri"),
        "thấy “-15”",
    ),
    Broken(
        "text for a day",
        ("ngay-nghi", "ngay = 2026-01-10", 'ngay = "10/01/2026"'),
        ("ngay-nghi.toml", 7, "ngay"),
        "thấy “10/01/2026”; cần một ngày, ví dụ 2026-11-21",
    ),
    Broken(
        "text for yes or no",
        ("ngay-nghi", "lam-viec = true", 'lam-viec = "có"'),
        ("ngay-nghi.toml", 7, "lam-viec"),
        "cần true hoặc false",
    ),
    Broken(
        "id that cannot stand in a URL",
        ("linh-vuc", 'ma = "ngan-sach"', 'ma = "Ngân sách"'),
        ("linh-vuc.toml", 6, "ma"),
        "thấy “Ngân sách”; cần một mã",
    ),
    Broken(
        "id that leads out of its folder",
        ("linh-vuc", 'ma = "ngan-sach"', 'ma = "../ngan-sach"'),
        ("linh-vuc.toml", 6, "ma"),
        "thấy “../ngan-sach”; cần một mã",
    ),
    Broken(
        "address without https://",
        ("trang-web", '"https://thu.example"', '"thu.example"'),
        ("trang-web.toml", 1, "dia-chi"),
        "thấy “thu.example”",
    ),
    Broken(
        "unknown unit",
        ("thoi-han", 'don-vi = "ngay-lam-viec"', 'don-vi = "tuan"'),
        ("thoi-han.toml", 11, "don-vi"),
        "thấy “tuan”; cần một trong: ngay, ngay-lam-viec, thang",
    ),
    Broken(
        "a field that is no text",
        ("co-quan", 'linh-vuc = ["dan-chu"]\n', "linh-vuc = [5]\n"),
        ("co-quan.toml", 24, "linh-vuc"),
        "5",
    ),
    Broken(
        "rule for an unknown office",
        ("dinh-tuyen", '"phong-van-hoa"', '"phong-van-hao"'),
        ("dinh-tuyen.toml", 1, "co-quan"),
        "thấy “phong-van-hao”; cần một mã có trong danh-muc/co-quan.toml; gần nhất là “phong-van-hoa”",
    ),
    Broken(
        "rule for an unknown field",
        ("dinh-tuyen", 'linh-vuc = "dan-chu"', 'linh-vuc = "dat-dai"'),
        ("dinh-tuyen.toml", 1, "linh-vuc"),
        "thấy “dat-dai”; cần một mã có trong danh-muc/linh-vuc.toml",
    ),
    Broken(
        "unknown parent",
        ("co-quan", 'truc-thuoc = "ubnd"', 'truc-thuoc = "ubdn"'),
        ("co-quan.toml", 12, "truc-thuoc"),
        "thấy “ubdn”",
    ),
    Broken("unknown site office", ("trang-web", '"ubnd"', '"tinh"'), ("trang-web.toml", 1, "co-quan"), "thấy “tinh”"),
    Broken(
        "unknown successor",
        ("co-quan", '{ co-quan = "ubnd" }', '{ co-quan = "xa-moi" }'),
        ("co-quan.toml", 37, "ke-thua"),
        "thấy “xa-moi”",
    ),
    Broken(
        "successor that is no text",
        ("co-quan", '{ co-quan = "ubnd" }', "{ co-quan = 5 }"),
        ("co-quan.toml", 37, "ke-thua"),
        "cần dạng",
    ),
    Broken(
        "successor in no form",
        ("co-quan", '{ co-quan = "ubnd" }', '"ubnd"'),
        ("co-quan.toml", 37, "ke-thua"),
        "cần dạng",
    ),
    Broken(
        "successor for an unknown field",
        ("co-quan", '"phong-van-hoa", linh-vuc = ["dan-chu"]', '"phong-van-hoa", linh-vuc = ["dan-cho"]'),
        ("co-quan.toml", 37, "ke-thua"),
        "thấy “dan-cho”",
    ),
    Broken(
        "succession with a misspelt key",
        ("co-quan", '"phong-van-hoa", linh-vuc =', '"phong-van-hoa", linh_vuc ='),
        ("co-quan.toml", 37, "ke-thua"),
        "linh_vuc",
    ),
    Broken(
        "office that ended before it began",
        ("co-quan", "den-ngay = 2025-06-30", "den-ngay = 1999-06-30"),
        ("co-quan.toml", 37, "den-ngay"),
        "cần một ngày không trước tu-ngay",
    ),
    Broken(
        "two offices of one id",
        ("co-quan", 'ma = "van-phong"', 'ma = "phong-van-hoa"'),
        ("co-quan.toml", 24, "ma"),
        "thấy “phong-van-hoa”; cần giá trị chưa dùng ở dòng nào khác",
    ),
    Broken(
        "two rules for the same",
        ("dinh-tuyen", RULE, f'{RULE}\n\n[[quy-tac]]\nma = "r-khac"\nlinh-vuc = "dan-chu"\nco-quan = "ubnd"'),
        ("dinh-tuyen.toml", 10, "ma"),
        "thấy “r-khac”; cần điều kiện khác với mọi quy tắc khác",
    ),
    Broken(
        "no rule for the rest",
        ("dinh-tuyen", RULE, f'{RULE}\nloai = "gop-y"'),
        ("dinh-tuyen.toml", 1, "quy-tac"),
        "cần một quy tắc không điều kiện",
    ),
    Broken(
        "dissolved office without a successor",
        ("co-quan", 'loai = "van-phong"', 'loai = "van-phong"\nden-ngay = 2026-10-31'),
        ("dinh-tuyen.toml", 6, "co-quan"),
        "thấy “van-phong”; cần cơ quan đang hoạt động hoặc có nơi kế thừa",
    ),
    Broken(
        "route of a provision of no draft",
        ("dinh-tuyen", 'linh-vuc = "dan-chu"', 'dieu-khoan = "art_2"'),
        ("dinh-tuyen.toml", 1, "van-ban"),
        "cần mã dự thảo có điều khoản ấy",
    ),
    Broken(
        "route of a village that is nowhere",
        ("dinh-tuyen", 'linh-vuc = "dan-chu"', 'thon = "na-thong"'),
        ("dinh-tuyen.toml", 1, "thon"),
        "thấy “na-thong”; cần một mã có trong danh-muc/thon.toml",
    ),
    Broken(
        "key that seals nothing",
        ("co-quan", 'loai = "van-phong"', 'loai = "van-phong"\nkhoa-niem-phong = "abc="'),
        ("co-quan.toml", 12, "khoa-niem-phong"),
        "cần khóa công khai",
    ),
    Broken(
        "no limit for a kind",
        ("thoi-han", '"pdp.reply"', '"pdp.rply"'),
        ("thoi-han.toml", 1, "ma"),
        "cần một dòng “pdp.reply” đang có hiệu lực",
    ),
    Broken(
        "no limit for answers",
        ("thoi-han", '"comment.answer"', '"comment.anwser"'),
        ("thoi-han.toml", 1, "ma"),
        "cần một dòng “comment.answer” đang có hiệu lực",
    ),
    Broken(
        "two limits in force at once",
        ("thoi-han", '[[thoi-han]]\nma = "petition.answer"', '[[thoi-han]]\nma = "comment.answer"'),
        ("thoi-han.toml", 21, "ma"),
        "thấy “comment.answer”",
    ),
    Broken(
        "two limits in force at once from different days",
        ("thoi-han", 'ma = "consult.commune.min"', 'ma = "comment.answer"'),
        ("thoi-han.toml", 11, "ma"),
        "thấy “comment.answer”",
    ),
    Broken(
        "day told twice",
        ("ngay-nghi", "2026-01-10", "2026-01-02"),
        ("ngay-nghi.toml", 7, "ngay"),
        "thấy “2026-01-02”; cần giá trị chưa dùng ở dòng nào khác",
    ),
    Broken(
        "single brackets",
        ("dinh-tuyen", f'[[quy-tac]]\nma = "r-dan-chu"\nlinh-vuc = "dan-chu"\nco-quan = "phong-van-hoa"\n\n{RULE}',
         RULE.replace("[[quy-tac]]", "[quy-tac]")),
        ("dinh-tuyen.toml", 1, "quy-tac"),
        "[[quy-tac]]",
    ),
]  # fmt: skip
