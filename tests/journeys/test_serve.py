"""`make serve`: everything on one port, the story walked by hand, Ctrl-C ends it all."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from journeys.actors import Citizen, Officer
from playwright.sync_api import Page, expect
from running import free_port
from support import ROOT

_PATIENCE = 180
_HASTE = 3_500  # milliseconds: forms sent sooner are held for a look, and no mail goes out about them


@dataclass
class Served:
    """A running `make serve`, and what it printed."""

    process: subprocess.Popen[str]
    address: str
    lines: list[str] = field(default_factory=list)

    def says(self, pattern: str) -> re.Match[str]:
        """Wait for a line that matches."""
        for _ in range(_PATIENCE * 10):
            for line in list(self.lines):
                if found := re.search(pattern, line):
                    return found
            time.sleep(0.1)
        pytest.fail(f"never said {pattern}: {''.join(self.lines)}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where it builds; the second time finds what the first has built, as on anybody's machine."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture
def served(folder: Path) -> Iterator[Served]:
    """`make serve` on a port and folders of its own."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CONG_KHAI_")} | {
        "PORT": str(port),
        "CONG_KHAI_BUILD": str(folder / "build"),
        "CONG_KHAI_DATA": str(folder / "data"),
        "CONG_KHAI_PUBLIC_LINK": str(folder / "output"),
    }
    # Pelican writes to generations when its output is the public link; that is the link of this test.
    command = [sys.executable, "-m", "inbox"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    running = Served(process, f"http://localhost:{port}")
    assert process.stdout is not None
    reader = threading.Thread(target=lambda: running.lines.extend(process.stdout or ()), daemon=True)
    reader.start()
    yield running
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)
    reader.join(10)
    process.stdout.close()


def test_the_story_can_be_walked_by_hand_and_ctrl_c_ends_everything(
    served: Served, open_page: Callable[..., Page]
) -> None:
    password = served.says(r"phong-van-hoa-xa-hoi / (\S+)")[1]
    served.says(r"Hộp thư thử: +http")
    citizen = Citizen(open_page(), served.address)
    officer = Officer(open_page(1280), served.address, password)

    citizen.searches("dan chu co so")
    citizen.opens("Dự thảo Quy chế thực hiện dân chủ ở cơ sở của xã Suối Hoa (vòng 2)")
    citizen.comments_on("art_2")
    citizen.writes("Đề nghị niêm yết thêm ở chợ.")
    citizen.page.wait_for_timeout(_HASTE)
    citizen.sends()
    reference, _code = citizen.receipt()
    _reload_until(citizen.page, f"{served.address}/hop-thu", reference)
    officer.signs_in("phong-van-hoa-xa-hoi")
    officer.opens(reference)
    officer.answers("Niêm yết thêm ở chợ", "Tiếp thu", "Sẽ niêm yết ở chợ phiên.")
    officer.publishes()

    # The supervisor sees the new file and rebuilds.
    _reload_until(citizen.page, f"{served.address}/du-thao/quy-che-dan-chu-co-so.html", "Sẽ niêm yết ở chợ phiên.")
    texts = (file.read_text(encoding="utf-8") for file in (ROOT / "content").rglob("*.md"))
    assert not any("niêm yết ở chợ phiên" in text for text in texts)

    os.killpg(served.process.pid, signal.SIGINT)
    served.process.wait(15)
    with pytest.raises(ProcessLookupError):
        os.killpg(served.process.pid, 0)


def test_when_the_web_server_or_the_worker_dies_it_says_so_and_ends(served: Served) -> None:
    served.says(r"Hộp thư thử: +http")
    children = (
        Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children").read_text(encoding="utf-8").split()
    )
    assert len(children) == 2
    os.kill(int(children[1]), signal.SIGKILL)

    served.says("Máy chủ web hoặc bộ gửi thư đã dừng")
    assert served.process.wait(15) != 0


def _reload_until(page: Page, url: str, text: str) -> None:
    for _ in range(_PATIENCE):
        page.goto(url)
        if text in page.locator("main").inner_text():
            return
        time.sleep(0.5)
    expect(page.locator("main")).to_contain_text(text)
