"""`python -m plugins.documents.new`: a clerk answers questions in Vietnamese and gets a file without a fault."""

import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from running import run_module
from support import ROOT, TODAY

from plugins.documents.check import check
from plugins.documents.kinds import KINDS
from plugins.documents.new import WRITABLE
from plugins.documents.reading import read_content
from plugins.domain.catalogue import load
from plugins.domain.clock import moment

CLOSED_DRAFT = "pd0swh9yfo"  # consultation over, nothing answered or closed yet

# What a clerk answers for each kind; everything else is proposed.
GIVEN: dict[str, dict[str, str]] = {
    "van-ban": {
        "co-quan": "ubnd-xa",
        "loai": "quyết định",
        "so-ky-hieu": "412/QĐ-UBND",
        "trich-yeu": "Về việc kiện toàn Tổ công nghệ số cộng đồng",
    },
    "du-thao": {
        "co-quan": "phòng kinh tế",
        "loai": "nghi quyet",
        "linh-vuc": "ngân sách, moi-truong",
        "viec": "d25.k1",
        "trich-yeu": 'Về mức chi "hỗ trợ": năm 2027',
        "noi-dung-xin-y-kien": "Mức chi nào phù hợp?",
        "nguoi-quyet-dinh": "Hội đồng nhân dân xã",
    },
    "cong-khai": {"co-quan": "van-phong", "tieu-de": "Lịch trực dịp Tết", "ngay-quyet-dinh": "2026-11-20"},
    "su-kien": {
        "co-quan": "ubnd-xa",
        "loai": "đối thoại",
        "tieu-de": "Đối thoại với người dân về nước sạch",
        "bat-dau": "08:00",
        "dia-diem": "Hội trường Ủy ban nhân dân xã",
        "chu-tri": "Chủ tịch Ủy ban nhân dân xã",
    },
    "cong-dong": {
        "co-quan": "phong-van-hoa-xa-hoi",
        "loai": "biên bản",
        "tieu-de": "Đóng góp sửa nhà văn hóa",
        "viec": "1",
        "thon": "1, 3",
        "cach": "giơ tay",
        "tan-thanh": "300",
        "khong-tan-thanh": "12",
    },
    "tra-loi": {
        "co-quan": "phong-kinh-te",
        "du-thao": CLOSED_DRAFT,
        "dieu-khoan": "1",
        "y-kien": "Đề nghị nêu rõ thời gian thực hiện.",
        "ket-qua": "tiếp thu một phần",
        "so-luot": "web=2, hop=1",
    },
    "tong-hop": {"co-quan": "phong-kinh-te", "du-thao": CLOSED_DRAFT},
    "trang": {"tieu-de": "Câu hỏi thường gặp"},
    "ban-dich": {
        "ban-dich-cua": "ov0y3h1fr1",
        "ngon-ngu": "en",
        "tieu-de": "How the commune spends",
        "ngay-dich": "2026-11-20",
    },
}


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the repository's content."""
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


@pytest.fixture
def new(sample: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command: `new("du-thao", {"loai": "…"})` asks nothing; with `typed` it asks and reads those lines."""

    def _new(
        kind: str, given: dict[str, str], *, typed: str | None = None, now: str = TODAY
    ) -> subprocess.CompletedProcess[str]:
        arguments = [f"--dat={key}={value}" for key, value in given.items()]
        arguments += ["--loai", kind] if kind else []
        arguments += ["--khong-hoi"] if typed is None else []
        environment = {**os.environ, "CONG_KHAI_NOW": now}
        return run_module("plugins.documents.new", str(sample), *arguments, environment=environment, typed=typed or "")

    return _new


def written(done: subprocess.CompletedProcess[str]) -> Path:
    """Return the file a run says it wrote."""
    found = re.search(r"Đã ghi (.+)\.\n", done.stdout)
    assert found, done.stdout + done.stderr
    return Path(found[1])


def files(folder: Path) -> set[Path]:
    """Return every file under a folder."""
    return {path for path in folder.rglob("*") if path.is_file()}


def front_matter(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("---\n")[1]


def test_there_is_an_example_for_every_kind() -> None:
    assert GIVEN.keys() == WRITABLE.keys() >= KINDS.keys() - {"so-bien-nhan"}  # the inbox writes it


@pytest.mark.parametrize("kind", GIVEN)
def test_a_new_file_of_every_kind_has_no_fault_and_reads_without_oddity(
    kind: str, new: Callable[..., subprocess.CompletedProcess[str]], sample: Path
) -> None:
    path = written(new(kind, GIVEN[kind]))

    assert path.parent == sample / WRITABLE[kind].folder
    assert check(sample, TODAY) == []
    reading = read_content(sample, load(sample, moment(TODAY).date()), moment(TODAY))
    assert f"{path.parent.name}/{path.name}" not in reading.oddities

    # It shows every key of its kind, the unused ones commented out.
    text = front_matter(path)
    every_key = [field.alias for field in WRITABLE[kind].model_fields.values()]

    used = yaml.safe_load(text)
    assert set(used) < set(every_key)
    uncommented = re.sub(r"^#(?=[a-z]|  )", "", text, flags=re.MULTILINE)
    assert list(yaml.safe_load(uncommented)) == every_key
    for field in WRITABLE[kind].model_fields.values():
        assert f"# {field.description}" in text


def test_a_clerk_at_a_terminal_is_asked_in_words_and_every_wrong_answer_is_asked_again(
    new: Callable[..., subprocess.CompletedProcess[str]], sample: Path
) -> None:
    answers = [
        "quyết toán",  # no kind is called so
        "dự thảo",
        "phòng",  # two offices are called so
        "phong kinh te",
        "",  # no field of work
        "Quyết định",
        "Về giờ mở cửa chợ",
        "quyết định hành chính",
        "",  # nothing that the people decide themselves
        "",  # first round
        "1",
        "1/12/2026",  # not a day as we write them
        "2026-12-01",
        "",  # the minimum of that matter
        "2026-12-05",  # shorter than the minimum
        "",  # the earliest closing day that is long enough
        "phiếu, họp của cộng đồng",
        "Giờ nào phù hợp?",
        "Chủ tịch Ủy ban nhân dân xã",
    ]
    done = new("", {}, typed="\n".join(answers) + "\n")

    values = yaml.safe_load(front_matter(written(done)))
    assert values["co-quan"] == "phong-kinh-te"
    assert (values["viec"], values["hinh-thuc"]) == ("d25.k5", ["phieu-ho", "hop-cong-dong"])
    assert (values["ngay-mo"], values["ngay-dong"]) == (date(2026, 12, 1), date(2026, 12, 21))
    for words in (
        "Thấy “quyết toán”; cần một số trong danh sách",
        "co-quan: thấy “phòng”; cần một mã có trong danh mục",
        "ngay-mo: thấy “1/12/2026”; cần ngày dạng năm-tháng-ngày, ví dụ 2026-12-01",
        "ngay-dong: thấy 2026-12-05; cần ngày 2026-12-21 trở đi: ít nhất 20 ngày",
        "Mốc tính: ngày 01/12/2026.",
        "Thời hạn: 20 ngày (Luật số 10/2022/QH15",
        "Hạn: hết ngày 21/12/2026.",
    ):
        assert words in done.stdout
    assert check(sample, TODAY) == []


def test_what_only_the_whole_folder_can_tell_is_asked_again(
    new: Callable[..., subprocess.CompletedProcess[str]], sample: Path
) -> None:
    issued = {**GIVEN["van-ban"], "linh-vuc": "1", "ngay-ban-hanh": "2026-11-20"}
    assert written(new("van-ban", issued))

    done = new("van-ban", issued, typed="413/QĐ-UBND\n")

    assert "so-ky-hieu: thấy van-ban/412-qd-ubnd-2026.html; cần địa chỉ trang khác" in done.stdout
    assert written(done).name == "413-qd-ubnd-2026.md"
    assert check(sample, TODAY) == []


def test_a_regular_item_of_the_catalogue_makes_the_period_be_asked_for(
    new: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    given = {
        "co-quan": "phong-kinh-te",
        "linh-vuc": "1",
        "tieu-de": "Thực hiện dự toán quý III",
        "ngay-quyet-dinh": "2026-10-10",
        "ngay-cong-khai": "2026-10-12",
        "noi-dung": "d11.k2.quy",
        "hinh-thuc": "niem-yet",
    }
    done = new("cong-khai", given, typed="quý 3\n2026-Q3\n")

    assert "cần một kỳ như “2026-Q3”: d11.k2.quy công khai" in done.stdout
    assert "ky: 2026-Q3" in front_matter(written(done))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Đường đi Cầu Mới", "duong-di-cau-moi.md"),
        ("index", "index-2.md"),  # lists are called so
        ("Trang 2", "trang-2-2.md"),
        ("Giới thiệu", "gioi-thieu-2.md"),  # there is one
        ("…", "trang.md"),
    ],
)
def test_the_file_is_named_after_its_title_and_overwrites_nothing(
    title: str, name: str, new: Callable[..., subprocess.CompletedProcess[str]], sample: Path
) -> None:
    before = {path: path.read_bytes() for path in files(sample)}

    assert written(new("trang", {"tieu-de": title})).name == name

    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("trang", {}, "tieu-de: thấy không có; cần khóa này"),
        ("", {}, "Thiếu --loai; một trong: van-ban, du-thao"),
        ("trang", {"tieude": "A"}, "--dat tieude: thấy khóa lạ; cần một trong: ma, duong-dan"),
        ("trang", {"tieu-de": "Gọi 0912 345 678"}, "tieu-de: thấy số giống số điện thoại di động"),
        ("tra-loi", {**GIVEN["tra-loi"], "du-thao": "khongco123"}, "du-thao: thấy “khongco123”; cần một mã"),
        ("cong-dong", {**GIVEN["cong-dong"], "tan-thanh": "ba"}, "tan-thanh: thấy “ba”; cần một số nguyên"),
    ],
)
def test_what_is_wrong_without_a_terminal_is_said_and_nothing_is_written(
    kind: str, given: dict[str, str], said: str, new: Callable[..., subprocess.CompletedProcess[str]], sample: Path
) -> None:
    before = files(sample)

    done = new(kind, given)

    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert files(sample) == before


def test_an_interrupted_clerk_gets_the_command_that_goes_on(
    new: Callable[..., subprocess.CompletedProcess[str]], sample: Path
) -> None:
    before = files(sample)

    done = new("", {}, typed="trang\n")
    half = new("", {}, typed="dự thảo\nvan-phong\n\nquyết định\nVề 'giờ' họp\n")

    assert done.returncode == half.returncode == 1
    assert "Đã dừng, chưa ghi tệp nào." in half.stderr
    assert "--loai du-thao --dat co-quan=van-phong --dat loai=quyet-dinh --dat 'trich-yeu=Về '" in half.stderr
    assert files(sample) == before


def test_broken_registers_are_told_before_anything_is_asked(
    new: Callable[..., subprocess.CompletedProcess[str]], sample: Path
) -> None:
    (sample / "danh-muc/linh-vuc.toml").write_text("[[linh", encoding="utf-8")

    done = new("trang", GIVEN["trang"])

    assert "Danh mục đang có lỗi, xin sửa trước:" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_works_at_a_real_terminal(sample: Path) -> None:
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "plugins.documents.new", str(sample), "--loai", "trang"]
    environment = {**os.environ, "CONG_KHAI_NOW": TODAY, "PYTHONUTF8": "1", "TERM": "dumb"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=follower, stdout=follower, stderr=follower)
    os.close(follower)
    os.write(leader, "Hỏi đáp\n".encode())
    assert process.wait(timeout=60) == 0
    os.close(leader)

    assert "tieu-de: Hỏi đáp" in (sample / "trang/hoi-dap.md").read_text(encoding="utf-8")
