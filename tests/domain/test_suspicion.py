"""Signs of advertising in what was written, on texts a person has judged; honest complaints about vice are none."""

import tomllib

import pytest
from support import ROOT

from plugins.domain.suspicion import signs_in

_TABLE = tomllib.loads((ROOT / "content/danh-muc/cum-tu-quang-cao.toml").read_text(encoding="utf-8"))
PHRASES = [row["ma"] for row in _TABLE["cum-tu"]]

SPAM = [
    "Vay tiền nhanh không thế chấp, bấm https://vay.example/ngay",
    "NHÀ CÁI UY TÍN số 1, đăng ký tại nhacai88.win nhận 100k",
    "no hu doi thuong tai www.nohu.example",
    "Kiếm tiền tại nhà 500k/ngày, liên hệ http://viec.example",
    "khuyến  mãi SỐC hôm nay!!! shop.example.com",
    "Best casino bonus http://casino.example",
    "Buy backlinks? backlink service www.seo.example",
    "Xem https://a.example và https://b.example và https://c.example",
    "abc.xyz def.top ghi.club",
]
HONEST = [
    "Đề nghị báo trước bảy ngày để người đi làm xa về kịp.",
    "Thôn tôi có người mời chào vay tiền nhanh, lãi rất cao, đề nghị công an xã nhắc nhở.",
    "Quán nước đầu thôn tổ chức cá cược bóng đá, gây mất trật tự.",
    "Trẻ em bị rủ chơi nổ hũ, casino trên mạng; đề nghị nhà trường tuyên truyền.",
    "Theo Nghị định 59/2023/NĐ-CP (https://vanban.example/59) thì phải niêm yết 30 ngày.",
    "So sánh https://congbao.example/a với https://congbao.example/b sẽ thấy khác nhau ở Điều 3.",
    "Thu phí 1.500.000 đồng là cao. Đ/c Trưởng thôn v.v. chưa giải thích.",
    "Liên hệ tôi qua nguyen.van@vidu.example hoặc gặp tại nhà.",
    "",
]


@pytest.mark.parametrize("text", SPAM)
def test_advertising_shows(text: str) -> None:
    assert list(signs_in(text, PHRASES, 2))


@pytest.mark.parametrize("text", HONEST)
def test_what_citizens_write_does_not(text: str) -> None:
    assert list(signs_in(text, PHRASES, 2)) == []
