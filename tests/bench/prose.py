"""Made-up prose of Vietnamese offices: what they write about, and sentences put together from small tables.

Nothing in it is taken from a real document; the laws in `LAWS` are named as texts name them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

COMMUNE = "Đồng Hạ"
FIRST_DAY, LAST_DAY = date(2021, 7, 1), date(2026, 11, 20)
VILLAGES = ("Gò Me", "Bàu Sen", "Xóm Chài", "Ruộng Dài", "Cồn Lác", "Đập Đá", "Vườn Trầu", "Nương Cau")


@dataclass(frozen=True)
class Theme:
    """What some offices deal with: fields of work by id and name, things to decide on, things people do with them."""

    fields: Mapping[str, str]
    things: Sequence[str]
    works: Sequence[str]


THEMES = (
    Theme(
        {
            "dan-chu": "Dân chủ ở cơ sở",
            "cong-khai": "Công khai, minh bạch",
            "giam-sat": "Giám sát của Nhân dân",
            "huong-uoc": "Hương ước, quy ước",
        },
        (
            "nội dung Nhân dân bàn và quyết định",
            "danh mục việc phải đưa ra lấy ý kiến",
            "quy ước của cộng đồng dân cư",
            "biên bản hội nghị thôn",
            "kết quả biểu quyết của các hộ gia đình",
            "hoạt động của Ban Thanh tra nhân dân",
            "kết luận giám sát của cộng đồng",
            "bảng niêm yết tại nhà văn hóa thôn",
            "sổ ghi ý kiến tại điểm sinh hoạt cộng đồng",
            "hộp thư góp ý đặt tại trụ sở",
        ),
        ("tổ chức hội nghị thôn", "phát phiếu lấy ý kiến", "niêm yết kết quả biểu quyết", "đọc bản tin trên loa"),
    ),
    Theme(
        {
            "du-toan": "Dự toán ngân sách",
            "quyet-toan": "Quyết toán ngân sách",
            "dong-gop": "Khoản Nhân dân đóng góp",
            "tai-san": "Tài sản công",
        },
        (
            "dự toán thu, chi ngân sách năm sau",
            "quyết toán nguồn vốn sự nghiệp",
            "mức đóng góp làm đường ngõ",
            "nguồn kết dư chuyển sang năm sau",
            "định mức chi thường xuyên của từng cơ quan",
            "quỹ đền ơn đáp nghĩa",
            "khoản hỗ trợ có mục tiêu của cấp trên",
            "giá khởi điểm đấu giá quyền thuê ki-ốt chợ",
            "sổ theo dõi trang thiết bị dùng chung",
            "phương án xử lý nhà làm việc dôi dư",
        ),
        ("đối chiếu số liệu với Kho bạc", "lập dự toán chi tiết", "thu hồi tạm ứng", "kiểm kê tài sản cuối năm"),
    ),
    Theme(
        {
            "ke-hoach-dat": "Kế hoạch sử dụng đất",
            "cong-ich": "Đất nông nghiệp công ích",
            "thu-hoi-dat": "Thu hồi đất, bồi thường",
            "dia-chinh": "Hồ sơ địa chính",
        },
        (
            "kế hoạch sử dụng đất hằng năm",
            "quỹ đất nông nghiệp công ích chưa giao thầu",
            "phương án bồi thường, hỗ trợ, tái định cư",
            "ranh giới thửa đất giáp hành lang kênh chính",
            "hợp đồng thuê đất bãi ven sông",
            "hồ sơ đăng ký biến động của các hộ",
            "diện tích lấn chiếm đất thủy lợi",
            "mốc giới khu giãn dân",
            "danh sách thửa đất đưa ra đấu giá",
            "bản đồ hiện trạng của từng thôn",
        ),
        ("đo đạc lại ranh giới", "cắm mốc ngoài thực địa", "chi trả tiền bồi thường", "ký lại hợp đồng thuê đất"),
    ),
    Theme(
        {
            "giao-thong": "Giao thông thôn xóm",
            "cap-nuoc": "Cấp nước sạch",
            "chieu-sang": "Điện và chiếu sáng",
            "nha-o": "Trật tự xây dựng",
        },
        (
            "tuyến đường trục liên thôn",
            "trạm cấp nước tập trung phía bắc xã",
            "hệ thống đèn chiếu sáng ngõ",
            "biển báo hạn chế tải trọng qua cầu",
            "giấy phép xây dựng nhà ở riêng lẻ",
            "hành lang an toàn lưới điện",
            "khối lượng nghiệm thu từng giai đoạn",
            "nhật ký thi công công trình thoát nước",
            "bãi tập kết vật liệu",
            "lộ trình đóng tuyến đường khi thi công",
        ),
        ("nghiệm thu khối lượng hoàn thành", "giải phóng mặt bằng", "bảo trì mặt đường", "kiểm định chất lượng nước"),
    ),
    Theme(
        {
            "rac-thai": "Thu gom rác thải",
            "nguon-nuoc": "Bảo vệ nguồn nước",
            "chan-nuoi": "Môi trường chăn nuôi",
            "cay-xanh": "Cây xanh, cảnh quan",
        },
        (
            "lịch thu gom chất thải sinh hoạt",
            "điểm tập kết rác của từng cụm dân cư",
            "bể chứa vỏ bao bì thuốc bảo vệ thực vật",
            "mức giá dịch vụ vệ sinh",
            "khoảng cách chuồng trại đến khu dân cư",
            "kết quả quan trắc nước ao làng",
            "hàng cây bóng mát dọc đường trục",
            "cam kết không đốt rơm rạ",
            "hố ủ phân hữu cơ tại vườn",
            "việc nạo vét rãnh thoát nước chung",
        ),
        ("phân loại rác tại nguồn", "khử trùng chuồng trại", "trồng bù cây chết", "lấy mẫu nước kiểm tra"),
    ),
    Theme(
        {
            "trong-trot": "Trồng trọt",
            "thuy-loi": "Thủy lợi, phòng chống thiên tai",
            "khuyen-nong": "Khuyến nông",
            "hop-tac-xa": "Kinh tế tập thể",
        },
        (
            "lịch xuống giống vụ đông xuân",
            "kế hoạch nạo vét kênh mương nội đồng",
            "giờ bơm nước của trạm bơm",
            "phương án di dời khi có bão, lũ",
            "mô hình trồng rau an toàn",
            "danh sách hộ thiệt hại do ngập úng",
            "phương án sản xuất của hợp tác xã",
            "vùng tưới của hồ chứa",
            "giống lúa đưa vào cơ cấu",
            "đội xung kích phòng chống thiên tai",
        ),
        ("điều tiết nước theo lịch", "thống kê thiệt hại", "hướng dẫn bón phân cân đối", "gia cố bờ bao"),
    ),
    Theme(
        {
            "tre-em": "Trẻ em, giáo dục",
            "y-te": "Y tế cơ sở",
            "giam-ngheo": "Giảm nghèo, việc làm",
            "nguoi-co-cong": "Người có công, bảo trợ xã hội",
        },
        (
            "kết quả rà soát hộ nghèo, hộ cận nghèo",
            "chính sách hỗ trợ học sinh có hoàn cảnh khó khăn",
            "lịch tiêm chủng mở rộng",
            "chương trình vay vốn giải quyết việc làm",
            "danh mục trang thiết bị của trạm y tế",
            "chế độ của người cao tuổi hưởng trợ cấp hằng tháng",
            "lớp học nghề cho lao động nông thôn",
            "bếp ăn bán trú của trường mầm non",
            "kế hoạch thăm hỏi gia đình chính sách",
            "phong trào toàn dân rèn luyện thân thể",
        ),
        ("rà soát từng hộ", "xét duyệt hồ sơ trợ cấp", "khám sức khỏe định kỳ", "mở lớp dạy nghề"),
    ),
    Theme(
        {
            "van-hoa": "Văn hóa, lễ hội",
            "the-thao": "Thể thao quần chúng",
            "di-tich": "Di tích, di sản",
            "truyen-thanh": "Thông tin, truyền thanh",
        },
        (
            "lễ hội đình làng đầu xuân",
            "lịch sử dụng sân thể thao trung tâm",
            "hồ sơ khoa học của ngôi miếu cổ",
            "khung giờ phát của hệ thống truyền thanh",
            "quy chế quản lý nhà văn hóa thôn",
            "đội văn nghệ quần chúng",
            "tủ sách dùng chung",
            "việc cưới, việc tang theo nếp sống văn minh",
            "tu sửa cổng làng",
            "bản tin hằng tuần của xã",
        ),
        ("tổ chức giải bóng chuyền", "tu bổ di tích", "phát thanh lại bản tin", "xếp lịch dùng nhà văn hóa"),
    ),
    Theme(
        {
            "mot-cua": "Thủ tục một cửa",
            "ho-tich": "Hộ tịch, chứng thực",
            "chuyen-doi-so": "Chuyển đổi số",
            "tiep-dan": "Tiếp công dân, giải quyết đơn thư",
        },
        (
            "danh mục thủ tục tiếp nhận tại quầy",
            "thời gian chờ của người làm thủ tục",
            "kết quả giải quyết kiến nghị của cử tri",
            "lịch tiếp công dân của người đứng đầu",
            "hồ sơ nộp trực tuyến toàn trình",
            "tổ công nghệ số cộng đồng",
            "phiếu đánh giá sự hài lòng",
            "sổ đăng ký khai sinh, kết hôn",
            "quy trình xử lý đơn không thuộc thẩm quyền",
            "kho giấy tờ đã số hóa",
        ),
        ("trả kết quả đúng hẹn", "xin lỗi người dân khi trễ hẹn", "số hóa giấy tờ", "phân loại đơn thư"),
    ),
    Theme(
        {
            "can-bo": "Cán bộ, công chức",
            "thi-dua": "Thi đua, khen thưởng",
            "an-ninh": "An ninh, trật tự",
            "quan-su": "Quốc phòng địa phương",
        },
        (
            "quy tắc ứng xử của người tiếp xúc với dân",
            "quy chế làm việc của cơ quan",
            "kế hoạch đào tạo, bồi dưỡng",
            "kết quả đánh giá, xếp loại cuối năm",
            "danh hiệu gia đình văn hóa",
            "tổ bảo vệ an ninh, trật tự thôn",
            "phương án chữa cháy tại khu dân cư",
            "kế hoạch huấn luyện dân quân",
            "lịch trực ngày lễ, tết",
            "việc sử dụng xe công và phòng họp",
        ),
        ("bình xét thi đua", "tuần tra ban đêm", "bồi dưỡng nghiệp vụ", "diễn tập chữa cháy"),
    ),
)
FIELDS: Mapping[str, str] = {id_: name for theme in THEMES for id_, name in theme.fields.items()}

# From which day to which a text may rest on it, and how it is named.
LAWS = (
    (date(2016, 1, 1), date(2025, 2, 28), "Luật Tổ chức chính quyền địa phương số 77/2015/QH13"),
    (date(2025, 7, 1), date.max, "Luật Tổ chức chính quyền địa phương số 72/2025/QH15"),
    (date(2023, 7, 1), date.max, "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15"),
    (date(2018, 7, 1), date.max, "Luật Tiếp cận thông tin số 104/2016/QH13"),
    (date(2022, 1, 1), date.max, "Luật Bảo vệ môi trường số 72/2020/QH14"),
    (date(2023, 8, 14), date.max, "Nghị định số 59/2023/NĐ-CP của Chính phủ"),
    (date(2020, 3, 5), date.max, "Nghị định số 30/2020/NĐ-CP của Chính phủ về công tác văn thư"),
)

_SUBJECTS = (
    "Ủy ban nhân dân xã", "Thường trực Hội đồng nhân dân xã", "Trưởng thôn", "Ban Thanh tra nhân dân",
    "chủ đầu tư công trình", "hộ gia đình, cá nhân trên địa bàn", "cơ quan chủ trì soạn thảo", "Văn phòng",
    "tổ giám sát đầu tư của cộng đồng", "người đứng đầu cơ quan, đơn vị", "Ủy ban Mặt trận Tổ quốc Việt Nam xã",
    "công chức được giao phụ trách", "các tổ chức chính trị – xã hội", "đơn vị thi công", "Phòng Kinh tế",
    "Phòng Văn hóa – Xã hội", "Trung tâm Phục vụ hành chính công", "tổ hòa giải", "hợp tác xã", "Công an xã",
)  # fmt: skip
_VERBS = (
    "chịu trách nhiệm rà soát", "công khai đầy đủ", "lấy ý kiến rộng rãi về", "báo cáo định kỳ về", "lập, lưu giữ",
    "tổng hợp, giải trình về", "kiểm tra, giám sát", "thông báo bằng văn bản về", "phối hợp thực hiện",
    "đề xuất sửa đổi", "thẩm định", "bố trí kinh phí cho", "cập nhật hằng tuần", "hướng dẫn các thôn về",
    "xem xét, quyết định",
)  # fmt: skip
_CONDITIONS = (
    "có ý kiến khác nhau giữa các thôn", "phát sinh khoản chi ngoài dự toán", "quá nửa số hộ không tán thành",
    "người dân đề nghị bằng văn bản", "số liệu chưa thống nhất giữa các cơ quan", "thời tiết không thuận lợi",
    "có thay đổi về quy mô, địa điểm", "cơ quan cấp trên có hướng dẫn mới", "hết thời hạn mà chưa xử lý xong",
    "phát hiện nội dung chưa chính xác", "hộ gia đình vắng mặt tại thời điểm kiểm tra", "có đơn đề nghị xem xét lại",
)  # fmt: skip
_ENDS = (
    "trong thời hạn {n} ngày làm việc kể từ ngày nhận đủ hồ sơ", "tại nhà văn hóa thôn và trụ sở xã", "trước ngày {d}",
    "theo mẫu kèm theo văn bản này", "trên hệ thống truyền thanh ít nhất {n} lần", "mỗi quý một lần",
    "với sự tham gia của đại diện các hộ", "khi có ít nhất {p}% số hộ tán thành",
    "và chịu trách nhiệm về tính chính xác của số liệu", "tại thôn {v}",
    "bằng hình thức người dân dễ tiếp cận nhất", "trong phạm vi {m} triệu đồng đã được bố trí",
    "chậm nhất ngày {n} của tháng đầu quý sau", "và gửi kết quả về Văn phòng để theo dõi chung",
)  # fmt: skip
_MANNERS = (
    "đúng trình tự, công bằng, có sự chứng kiến của đại diện hộ dân", "theo nguyên tắc tự nguyện, cùng bàn, cùng làm",
    "không làm phát sinh thủ tục, giấy tờ ngoài quy định", "gắn với trách nhiệm của người đứng đầu",
    "theo thứ tự ưu tiên đã được hội nghị thôn thống nhất", "kịp thời, đúng đối tượng, tránh trùng lặp",
)  # fmt: skip
_PATTERNS = (
    "{subject} {verb} {thing} {end}",
    "{subject} {verb} {thing}; {subject2} {verb2} {thing2} {end}",
    "Trường hợp {condition}, {subject} {verb} {thing} {end}",
    "Việc {work} được thực hiện {manner}; {subject} {verb} {thing}",
    "{thing} phải được công khai {end}, trừ nội dung thuộc bí mật công tác theo quy định của pháp luật",
    "Khi {work}, {subject} ghi rõ diện tích, khối lượng và kinh phí; riêng {thing} thì {verb} {thing2} {end}",
    "Hồ sơ về {thing} gồm tờ trình, bảng số liệu, biên bản và ý kiến của {subject}, được lưu {n} năm",
    "Không thu thêm khoản nào khác khi {work}; nếu {condition} thì {subject} báo cáo cấp có thẩm quyền {end}",
    "Giao {subject} chủ trì, phối hợp với {subject2} {work}, hoàn thành trước ngày {d}",
)


class Pen:
    """Writes about one theme on one day with one source of chance: the same seed, the same words."""

    def __init__(self, random: Random, theme: Theme, on: date) -> None:
        self.random = random
        self.theme = theme
        self.on = on

    def thing(self) -> str:
        """Return something to decide on."""
        return self.random.choice(self.theme.things)

    def work(self) -> str:
        """Return something people do."""
        return self.random.choice(self.theme.works)

    def sentence(self) -> str:
        """Return a sentence without its full stop."""
        choice = self.random.choice
        text = choice(_PATTERNS).replace("{end}", choice(_ENDS))
        subject, subject2 = self.random.sample(_SUBJECTS, 2)
        due = self.on + timedelta(days=self.random.randrange(10, 400))
        words = {
            "subject": subject, "subject2": subject2, "verb": choice(_VERBS),
            "verb2": choice(_VERBS), "thing": self.thing(), "thing2": self.thing(), "work": self.work(),
            "condition": choice(_CONDITIONS), "manner": choice(_MANNERS), "v": choice(VILLAGES),
            "n": self.random.randrange(2, 28), "p": self.random.randrange(51, 96),
            "m": self.random.randrange(5, 900), "d": due.strftime("%d/%m/%Y"),
        }  # fmt: skip
        return capital(text.format(**words))

    def sentences(self, count: int) -> str:
        """Return some sentences with their full stops."""
        return " ".join(f"{self.sentence()}." for _ in range(count))

    def table(self) -> list[str]:
        """Return a table of the villages, or of works with their costs, as Markdown."""
        if self.random.random() < 0.5:  # one or the other
            households = [(v, self.random.randrange(60, 400)) for v in VILLAGES]
            rows = [(f"Thôn {v}", str(n), str(self.random.randrange(40, n)), self._amount()) for v, n in households]
            heads = ("Thôn", "Số hộ", "Số hộ tham gia", "Kinh phí (triệu đồng)")
        else:
            things = [self.thing() for _ in range(self.random.randrange(4, 14))]
            rows = [(capital(t), self._amount(), self._amount(), f"{self.random.randrange(100)}%") for t in things]
            heads = ("Nội dung", "Dự toán (triệu đồng)", "Đã thực hiện (triệu đồng)", "Tỷ lệ")
        numbered = [f"| {n} | {' | '.join(row)} |" for n, row in enumerate(rows, 1)]
        return ["", f"| Số thứ tự | {' | '.join(heads)} |", "|---:|---|---:|---:|---:|", *numbered, ""]

    def _amount(self) -> str:
        return f"{self.random.randrange(5, 9000) / 10:.1f}".replace(".", ",")


def capital(text: str) -> str:
    """Return a text that begins with a capital."""
    return text[:1].upper() + text[1:]


def day_in_words(day: date) -> str:
    """Return a day as texts have it: "ngày 05 tháng 3 năm 2026"."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)  # Decree 30/2020: 01 and 02, then 3
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
