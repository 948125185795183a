"""Links and attachments lead inside the content folder or to the web; nothing else is reached, whatever is written."""

import io
import os
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image
from support import TODAY

from plugins.documents.check import check

Write = Callable[..., Path]
NOTICE = """\
ma: cklienket01
tieu-de: Thông báo có liên kết
co-quan: ubnd
ngay-quyet-dinh: 2026-10-05
ngay-cong-khai: 2026-10-06
"""
SHOWN = "(cong-khai|van-ban|tep)/"
FILE = "cong-khai/lien-ket.md"
MAP = b"%PDF-1.4 ban do"
RESOLUTION = "van-ban/nghi-quyet-cong-khai.md"

# what a clerk writes → where the link on the page leads
GOOD = {
    "another file": (f"[nghị quyết]({RESOLUTION})", "../van-ban/5-2026-nq-hdnd.html"),
    "a provision of another file": (f"[Điều 2]({RESOLUTION}#art_2)", "../van-ban/5-2026-nq-hdnd.html#art_2"),
    "a draft that is open": ("[dự thảo](du-thao/quy-che-dan-chu.md)", "../du-thao/quy-che-dan-chu.html"),
    "an attachment": ("[bản đồ](tep/ban-do.pdf)", "../tep/ban-do.pdf"),
    "an attachment with spaces": ("[bảng](<tep/bảng số 1.csv>)", "../tep/b%E1%BA%A3ng%20s%E1%BB%91%201.csv"),
    "a picture with words": ("![Bản đồ xã](tep/anh.png)", "../tep/anh.png"),
    "the web": ("[cổng](https://vidu.example/a?b=1&c=2)", "https://vidu.example/a?b=1&amp;c=2"),
    "mail": ("[thư](mailto:ubnd@congkhai.example)", "mailto:ubnd@congkhai.example"),
    "a place on the page": ("[dưới](#muc)", "#muc"),
    "raw HTML": ('<a href="tep/ban-do.pdf">bản đồ</a>', "../tep/ban-do.pdf"),
}
# what somebody writes → what the message says should stand there
BAD = {
    "out of the folder": ("[x](../../../../../etc/passwd)", "đường dẫn tính từ content/"),
    "out of the folder, encoded": ("[x](tep/%2e%2e/%2e%2e/etc/passwd)", "đường dẫn tính từ content/"),
    "an absolute path": ("[x](/etc/passwd)", "đường dẫn tính từ content/"),
    "Pelican's attach": ("[x]({attach}../../../../../etc/passwd)", "đường dẫn tính từ content/"),
    "Pelican's static": ("[x]({static}/tep/ban-do.pdf)", "đường dẫn tính từ content/"),
    "Pelican's old bars": ("[x](|filename|van-ban/a.md)", "đường dẫn tính từ content/"),
    "another host's path": ("[x](//vidu.example/a)", "đường dẫn tính từ content/"),
    "a Windows path": (r"[x](tep\\ban-do.pdf)", "đường dẫn tính từ content/"),
    "a file that is not there": ("[x](tep/khong-co.pdf)", "tên một tệp có trong thư mục tep/"),
    "a folder": ("[x](tep)", "tên một tệp có trong thư mục tep/"),
    "a symbolic link": ("[x](tep/lien-ket.pdf)", "tên một tệp có trong thư mục tep/"),
    "a slip of the pen": ("[x](van-ban/nghi-quyet-cong-khay.md)", f"gần nhất là “{RESOLUTION}”"),
    "a register": ("[x](danh-muc/co-quan.toml)", "một tệp đã công bố trong content/"),
    "what is not public yet": ("[x](cong-khai/sau-nay.md)", "một tệp đã công bố trong content/"),
    "a picture without words": ("![](tep/anh.png)", "lời mô tả"),
}


def picture() -> bytes:
    raw = io.BytesIO()
    Image.new("RGB", (2, 2)).save(raw, "PNG")
    return raw.getvalue()


@pytest.fixture(autouse=True)
def _attachments(content: Path, write: Write) -> None:
    (content / "tep").mkdir(exist_ok=True)
    for name, data in {"ban-do.pdf": MAP, "bảng số 1.csv": b"a,b", "anh.png": picture()}.items():
        (content / "tep" / name).write_bytes(data)
    (content / "tep" / "lien-ket.pdf").symlink_to("/etc/passwd")
    write("cong-khai/sau-nay.md", NOTICE.replace("cklienket01", "cklienket02").replace("2026-10-06", "2026-12-24"))


def test_links_lead_where_they_should(content: Path, write: Write, build_site: Callable[..., Path]) -> None:
    write(FILE, NOTICE, "\n\n".join(written for written, _ in GOOD.values()))
    page = (build_site(content, only=SHOWN) / "cong-khai/lien-ket.html").read_text(encoding="utf-8")

    body = page.split('<div class="prose">')[1].split("</div>")[0]
    assert re.findall(r'(?:href|src)="([^"]*)"', body) == [target for _, target in GOOD.values()]


def test_a_linked_attachment_is_published_with_size_and_checksum(
    content: Path, write: Write, build_site: Callable[..., Path]
) -> None:
    write(FILE, NOTICE, "Xem [bản đồ](tep/ban-do.pdf).")
    out = build_site(content, only=SHOWN)

    assert (out / "tep/ban-do.pdf").read_bytes() == MAP
    page = (out / "cong-khai/lien-ket.html").read_text(encoding="utf-8")
    assert sha256(MAP).hexdigest() in page.split("Tệp đính kèm")[1]


@pytest.mark.parametrize(("written", "expected"), BAD.values(), ids=BAD)
def test_a_link_that_leads_elsewhere_is_refused_with_its_line(
    content: Path, write: Write, written: str, expected: str
) -> None:
    write(FILE, NOTICE, f"Dòng một.\n\nDòng ba {written}\n")
    faults = check(content, TODAY)

    assert len(faults) == 1
    assert faults[0].startswith(f"{FILE}:")
    assert expected in faults[0]


def test_the_line_of_a_bad_link_is_named(content: Path, write: Write) -> None:
    write(FILE, NOTICE, "Dòng một.\n\nDòng ba [x](tep/khong-co.pdf)\n")

    assert check(content, TODAY)[0].startswith(f"{FILE}:11:")


@pytest.mark.parametrize("target", ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,x"])
def test_of_a_link_with_a_dangerous_scheme_only_the_words_stay(
    content: Path, write: Write, build_site: Callable[..., Path], target: str
) -> None:
    write(FILE, NOTICE, f"[các chữ]({target})")
    page = (build_site(content, only=SHOWN) / "cong-khai/lien-ket.html").read_text(encoding="utf-8")

    assert "các chữ" in page
    assert target not in page


def test_a_folder_of_attachments_that_is_a_link_is_refused(content: Path, write: Write) -> None:
    os.rename(content / "tep", content.parent / "noi-khac")  # noqa: PTH104  # the folder itself
    (content / "tep").symlink_to(content.parent / "noi-khac")
    write(FILE, f"{NOTICE}tep-dinh-kem: [ban-do.pdf]", "Nội dung.")

    assert any("tep-dinh-kem" in fault for fault in check(content, TODAY))


def test_a_document_cited_by_its_number_is_linked_where_it_is_here(
    content: Path, write: Write, build_site: Callable[..., Path]
) -> None:
    text = "Theo Nghị quyết số 05/2026/NQ-HĐND, Nghị định số 59/2023/NĐ-CP và [05/2026/NQ-HĐND](#a) `05/2026/NQ-HĐND`."
    write(FILE, NOTICE, text)
    out = build_site(content, only=SHOWN)
    page = (out / "cong-khai/lien-ket.html").read_text(encoding="utf-8")

    assert '<a href="../van-ban/5-2026-nq-hdnd.html"' in page
    assert page.count("5-2026-nq-hdnd.html") == 1
    assert "59/2023/NĐ-CP</a>" not in page
    itself = (out / "van-ban/5-2026-nq-hdnd.html").read_text(encoding="utf-8")
    assert '<a href="../van-ban/5-2026-nq-hdnd.html"' not in itself
