"""Nothing is built on broken registers: every fault is told in words, the last generation stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import TODAY, pelican

from plugins.documents.check import check


def test_broken_registers_stop_the_build_with_every_fault_and_the_last_generation_stays(
    content: Path, tmp_path: Path, change: Callable[[str, str, str], Path]
) -> None:
    build = tmp_path / "build"
    assert pelican(content, build=build).returncode == 0
    before = (build / "output").resolve()
    change("danh-muc/co-quan.toml", 'truc-thuoc = "ubnd"', 'truc-thuoc = "ubdn"')
    change("danh-muc/dinh-tuyen.toml", 'co-quan = "van-phong"', 'co-quan = "vanphong"')
    change("van-ban/nghi-quyet-cong-khai.md", "về công khai thu chi của thôn", "về việc khác")
    done = pelican(content, build=build)
    said = " ".join((done.stdout + done.stderr).split())
    assert done.returncode != 0
    assert "Danh mục có lỗi, không dựng trang" in said
    assert "danh-muc/co-quan.toml:12: truc-thuoc: thấy “ubdn”; cần một mã có trong danh-muc/co-quan.toml" in said
    assert "danh-muc/dinh-tuyen.toml:6: co-quan: thấy “vanphong”; cần một mã có trong danh-muc/co-quan.toml" in said
    assert (build / "output").resolve() == before
    assert "về công khai thu chi của thôn" in (before / "index.html").read_text(encoding="utf-8")


def test_the_check_names_the_faults_of_registers_like_those_of_files(
    content: Path, change: Callable[[str, str, str], Path]
) -> None:
    change("danh-muc/thoi-han.toml", 'don-vi = "ngay"', 'don-vi = "tuan"')
    (line,) = check(content, TODAY)
    assert line == "danh-muc/thoi-han.toml:1: don-vi: thấy “tuan”; cần một trong: ngay, ngay-lam-viec, thang"


# A value as it should be, and one that no build can work with.
VALUES = {
    "a successor's fields that are no list": ("co-quan", '{ co-quan = "ubnd" }', '{ co-quan = "ubnd", linh-vuc = 5 }'),
    "an id that leaves the folder": ("co-quan", 'ma = "ubnd-cu"', 'ma = "../../ubnd-cu"'),
    "an id named like the list": ("co-quan", 'ma = "ubnd-cu"', 'ma = "index"'),
    "a control character in a name": ("co-quan", 'ten = "Văn phòng xã Thử"', 'ten = "Văn \\u0008phòng xã Thử"'),
    "an address that is none": ("trang-web", "https://thu.example", "thu.example"),
    "a limit beyond the calendar": ("thoi-han", "gia-tri = 20", "gia-tri = 99999999999"),
}


@pytest.mark.parametrize(("name", "right", "wrong"), VALUES.values(), ids=VALUES)
def test_a_value_no_build_can_work_with_is_named(
    content: Path, change: Callable[[str, str, str], Path], name: str, right: str, wrong: str
) -> None:
    change(f"danh-muc/{name}.toml", right, wrong)
    assert f"danh-muc/{name}.toml" in {line.split(":")[0] for line in check(content, TODAY)}
