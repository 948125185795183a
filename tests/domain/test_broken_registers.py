"""A fault in a register is told with its file, its line and what belongs there; all faults in one run."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from domain.broken_registers import TABLE, Broken, Edit

from plugins.domain.catalogue import BrokenRegistersError, load
from plugins.domain.faults import Fault

TODAY = date(2026, 11, 21)


@pytest.fixture
def edit(content: Path) -> Callable[[Edit], None]:
    """Edit one place of a register; the text must stand there."""

    def _edit(change: Edit) -> None:
        name, old, new = change
        path = content / "danh-muc" / f"{name}.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text, change
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return _edit


def faults(content: Path) -> list[Fault]:
    with pytest.raises(BrokenRegistersError) as caught:
        load(content, TODAY)
    assert str(caught.value).splitlines() == [str(fault) for fault in caught.value.faults]
    return caught.value.faults


def place(fault: Fault) -> tuple[str, int, str]:
    return (fault.file.removeprefix("danh-muc/"), fault.line, fault.key)


@pytest.mark.parametrize("broken", TABLE, ids=[broken.what for broken in TABLE])
def test_a_broken_register_is_told_with_file_line_and_what_belongs_there(
    content: Path, edit: Callable[[Edit], None], broken: Broken
) -> None:
    edit(broken.edit)
    found = {place(fault): str(fault) for fault in faults(content)}
    assert broken.where in found
    assert broken.said in found[broken.where]


@pytest.mark.parametrize(
    "name", ["trang-web", "linh-vuc", "loai-van-ban", "co-quan", "dinh-tuyen", "thoi-han", "ngay-nghi"]
)
def test_a_missing_register_is_a_fault(content: Path, name: str) -> None:
    (content / "danh-muc" / f"{name}.toml").unlink()
    assert (f"{name}.toml", 1, name) in map(place, faults(content))


COLUMN_FAULTS: list[Edit] = [
    ("linh-vuc", 'ten = "Ngân sách"\n', ""),
    ("co-quan", 'dia-chi = "Thôn Hai"', 'dia-ch = "Thôn Hai"'),
    ("co-quan", 'cap = "xa"', 'cap = "thon"'),
    ("thoi-han", "gia-tri = 15", 'gia-tri = "15"'),
    ("ngay-nghi", "lam-viec = true", 'lam-viec = "có"'),
]
NAME_FAULTS: list[Edit] = [
    ("dinh-tuyen", 'linh-vuc = "dan-chu"', 'linh-vuc = "dat-dai"'),
    ("co-quan", 'truc-thuoc = "ubnd"', 'truc-thuoc = "ubdn"'),
]
ROUTE_FAULTS: list[Edit] = [("dinh-tuyen", 'co-quan = "van-phong"', 'co-quan = "van-phong"\nloai = "gop-y"')]

OF_COLUMNS = {
    ("linh-vuc.toml", 6, "ten"),
    ("co-quan.toml", 1, "cap"),
    ("co-quan.toml", 24, "dia-ch"),
    ("thoi-han.toml", 11, "gia-tri"),
    ("ngay-nghi.toml", 7, "lam-viec"),
}
OF_NAMES = {("dinh-tuyen.toml", 1, "linh-vuc"), ("co-quan.toml", 12, "truc-thuoc")}
OF_ROUTES = {("dinh-tuyen.toml", 1, "quy-tac")}


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        (COLUMN_FAULTS, OF_COLUMNS),
        (NAME_FAULTS, OF_NAMES),
        (COLUMN_FAULTS + NAME_FAULTS, OF_COLUMNS | OF_NAMES),
        (NAME_FAULTS + ROUTE_FAULTS, OF_NAMES | OF_ROUTES),
    ],
    ids=["columns", "names", "columns and names", "names and routes"],
)
def test_all_faults_of_all_registers_come_in_one_run(
    content: Path, edit: Callable[[Edit], None], edits: list[Edit], expected: set[tuple[str, int, str]]
) -> None:
    for change in edits:
        edit(change)
    assert set(map(place, faults(content))) == expected


def test_faults_are_sorted_by_file_and_line(content: Path, edit: Callable[[Edit], None]) -> None:
    for change in COLUMN_FAULTS:
        edit(change)
    places = [(fault.file, fault.line) for fault in faults(content)]
    assert places == sorted(places)


def test_a_missing_and_an_unreadable_register_are_told_together(content: Path, edit: Callable[[Edit], None]) -> None:
    (content / "danh-muc" / "linh-vuc.toml").unlink()
    edit(("co-quan", 'ma = "ubnd"', "ma ubnd"))
    assert {fault.file for fault in faults(content)} == {"danh-muc/linh-vuc.toml", "danh-muc/co-quan.toml"}


def test_a_register_in_an_old_encoding_is_a_fault(content: Path) -> None:
    path = content / "danh-muc" / "linh-vuc.toml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    (fault,) = faults(content)
    assert fault.file == "danh-muc/linh-vuc.toml"
    assert "UTF-8" in fault.expected


@pytest.mark.parametrize(
    "text",
    [
        'quy-tac = [{ ma = "a", co-quan = "van-phong" }, { ma = "b" }]',
        'quy-tac = ["a"]',
        'quy-tac = "a"',
        "quy-tac = 5",
    ],
    ids=["inline tables", "texts", "text", "number"],
)
def test_rows_in_another_form_are_a_fault_and_no_crash(content: Path, text: str) -> None:
    (content / "danh-muc" / "dinh-tuyen.toml").write_text(text, encoding="utf-8")
    assert "danh-muc/dinh-tuyen.toml" in {fault.file for fault in faults(content)}


def test_an_office_whose_successor_in_one_field_is_gone_leads_nowhere(
    content: Path, edit: Callable[[Edit], None]
) -> None:
    edit(("dinh-tuyen", '[[quy-tac]]\nma = "r-dan-chu"\nlinh-vuc = "dan-chu"\nco-quan = "phong-van-hoa"\n\n', ""))
    edit(("dinh-tuyen", 'co-quan = "van-phong"', 'co-quan = "ubnd-cu"'))
    load(content, TODAY)
    edit(("co-quan", 'linh-vuc = ["dan-chu"]\n', 'linh-vuc = ["dan-chu"]\nden-ngay = 2026-10-31\n'))
    assert ("dinh-tuyen.toml", 1, "co-quan") in map(place, faults(content))
