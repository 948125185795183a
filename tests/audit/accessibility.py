"""Every kind of page before four judges: axe in every width and scheme, the Nu checker, pa11y, Lighthouse.

The pages are those of the sample with long titles, built and served with the inbox. The tools that are
no Python packages (`tools/package.json`) are installed by npm under `var/`; the Nu checker needs Java.
"""

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from axe_playwright_python.sync_playwright import Axe
from journeys.actors import Installation, MailServer
from journeys.kinds_of_pages import of_the_administrators, of_the_citizens_side, of_the_desk, of_the_site
from playwright.sync_api import Error, Page, Response, sync_playwright
from running import free_port
from support import PASSWORD, ROOT, TODAY, pelican

from plugins.kit.templates import LANGUAGES

RESULTS = Path(__file__).with_name("results-accessibility.md")
_TOOLS = Path(__file__).with_name("tools")
_WORK = ROOT / "var" / "audit"
_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # to describe what is well takes longer than to find it
}
# How a page is looked at → width in CSS pixels, colour scheme. A window of 1280 px is 320 wide at 400 %.
LOOKS: Mapping[str, tuple[int, str]] = {
    "320 px, and 400 % of 1280": (320, "light"),
    "320 px, dark": (320, "dark"),
    "768 px": (768, "light"),
    "1280 px": (1280, "light"),
    "1280 px, dark": (1280, "dark"),
}
_LONG = (
    " trên địa bàn các thôn vùng cao, vùng đồng bào dân tộc thiểu số của xã, giai đoạn 2026–2030, tầm nhìn đến năm 2035"
)
# An open draft of the sample and the office that answers comments on it.
_DRAFT, _OFFICE, _ADMINISTRATOR = "s1nt495idq", "phong-van-hoa-xa-hoi", "quan-tri"
LIGHTHOUSE = ("performance", "accessibility", "best-practices", "seo")


@dataclass
class Found:
    """What a judge had to say: how much it looked at, and its faults, each with where it is."""

    looked_at: int = 0
    faults: list[str] = field(default_factory=list)


def main() -> dict[str, Found]:
    """Look at everything; return what each judge found, and write it down."""
    install()
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        installation = _installation(Path(folder))
        with installation.serving():
            browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
            page = browser.new_context(bypass_csp=True).new_page()
            found = {f"axe, {look}": Found() for look in LOOKS}
            saved = _Saved(page)
            addresses: dict[str, str] = {}
            for kind in _walk(page, installation):
                addresses.setdefault(page.url, kind)
                for look in LOOKS:
                    _look(page, kind, look, found[f"axe, {look}"])
            browser.close()
            found["Nu HTML checker"] = _nu(saved.folder)
            found["pa11y"] = _pa11y([url for url in addresses if not url.startswith("file:")])
            scores = _lighthouse(installation.address)
    RESULTS.write_text(_results(found, scores, sorted(set(addresses.values()))), encoding="utf-8")
    return found


def install() -> None:
    """Install what is written down in the lock file, unless it is there."""
    tools = _WORK / "tools"
    lock = (_TOOLS / "package-lock.json").read_bytes()
    if (tools / "package-lock.json").is_file() and (tools / "package-lock.json").read_bytes() == lock:
        return
    shutil.copytree(_TOOLS, tools, dirs_exist_ok=True)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    subprocess.run(command, cwd=tools, env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}, check=True)


def _installation(folder: Path) -> Installation:
    """Return the sample with long titles, built, with an officer and an administrator."""
    content = Path(shutil.copytree(ROOT / "content", folder / "content"))
    for path in content.rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        longer = re.sub(r"^(tieu-de|trich-yeu): (.*)$", rf"\1: \2{_LONG}", text, count=1, flags=re.MULTILINE)
        path.write_text(longer, encoding="utf-8")
    address = f"http://127.0.0.1:{free_port()}"
    environment = {
        **os.environ,
        "CONG_KHAI_SECRET_KEY": "một khóa bí mật chỉ để thử, đủ dài",
        "CONG_KHAI_DATABASE": f"sqlite:///{folder / 'inbox.sqlite'}",
        "CONG_KHAI_DATA": str(folder / "data"),
        "CONG_KHAI_BUILD": str(folder / "build"),
        "CONG_KHAI_CONTENT": str(content),
        "CONG_KHAI_MAIL": "console:",
        "CONG_KHAI_MAIL_FROM": "congkhai@thu.example",
        "CONG_KHAI_SITEURL": address,
        "CONG_KHAI_NOW": TODAY,
        "CONG_KHAI_SECOND_FACTOR": "0",
    }
    installation = Installation(content, folder / "build", environment, address, MailServer())
    done = pelican(content, build=installation.build)  # without board sheets as PDF, which take a second each
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    installation.flask("migrate")
    installation.flask("officer-add", _OFFICE, _OFFICE, "--password", PASSWORD)
    installation.flask("officer-add", _ADMINISTRATOR, _OFFICE, "--role", "quan-tri", "--password", PASSWORD)
    return installation


def _chromium() -> str:
    return shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"


class _Saved:
    """Keeps the HTML of every page as it came, for the Nu checker."""

    def __init__(self, page: Page) -> None:
        self.folder = _WORK / "pages"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        page.on("response", self._keep)

    def _keep(self, response: Response) -> None:
        is_page = response.request.resource_type == "document" and "text/html" in response.headers.get(
            "content-type", ""
        )
        if is_page and not 300 <= response.status < 400:  # redirects have no page
            number = len(list(self.folder.iterdir()))
            with suppress(Error):  # a page that was left at once, by its button, is not one that is looked at
                (self.folder / f"{number:03}.html").write_bytes(response.body())


def _walk(page: Page, installation: Installation) -> Iterator[str]:
    """Go through every kind of page; yield its name when it is shown."""
    for kind, path in of_the_site(installation.content).items():
        page.goto(f"{installation.address}/{path}")
        yield kind
    for language in LANGUAGES:
        yield from of_the_citizens_side(page, installation.address, _DRAFT, language)
    yield from of_the_desk(page, installation, _OFFICE)
    yield from of_the_administrators(page, installation, _ADMINISTRATOR)


def _look(page: Page, kind: str, look: str, found: Found) -> None:
    width, scheme = LOOKS[look]
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    found.looked_at += 1
    page.wait_for_load_state()  # what a walk waits for may be there before the style is
    violations = Axe().run(page, options=_RULES).response["violations"]
    found.faults += [f"{kind}: {v['id']}: {node['html'][:100]}" for v in violations for node in v["nodes"]]
    if (shown := page.evaluate("document.documentElement.scrollWidth")) > width:
        found.faults.append(f"{kind}: {shown} px wide")


def _nu(folder: Path) -> Found:
    jar = next((_WORK / "tools/node_modules/vnu-jar").rglob("vnu.jar"))
    command = ["java", "-jar", str(jar), "--format", "json", "--exit-zero-always", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    messages = json.loads(done.stderr)["messages"]
    found = Found(len(list(folder.iterdir())))
    for message in messages:
        found.faults.append(f"{Path(message.get('url', '?')).name}: {message['message']}: {message.get('extract', '')}")
    return found


def _pa11y(addresses: list[str]) -> Found:
    found = Found()
    config = _WORK / "pa11y.json"
    launch = {"executablePath": _chromium(), "args": ["--no-sandbox"]}
    config.write_text(json.dumps({"standard": "WCAG2AA", "chromeLaunchConfig": launch, "timeout": 120_000}))
    for address in addresses:
        command = [
            "node_modules/.bin/pa11y",
            "--config",
            str(config),
            "--reporter",
            "json",
            "--threshold",
            "9999",
            address,
        ]
        done = subprocess.run(command, cwd=_WORK / "tools", capture_output=True, text=True, check=False)
        found.looked_at += 1
        if done.stdout.strip():
            found.faults += [f"{address}: {i['code']}: {i['context'][:100]}" for i in json.loads(done.stdout)]
        else:
            found.faults.append(f"{address}: {done.stderr.strip()[:200]}")
    return found


def _lighthouse(address: str) -> dict[str, dict[str, int]]:
    """Return the scores of the four pages that matter most, mobile profile."""
    pages = {
        "home": "index.html",
        "document": "van-ban/12-2026-nq-hdnd.html",
        "draft": "du-thao/quy-che-dan-chu-co-so.html",
        "form": f"gop-y/{_DRAFT}",
    }
    scores = {}
    for name, path in pages.items():
        flags = "--headless=new --no-sandbox --disable-gpu"
        command = [
            "node_modules/.bin/lighthouse",
            f"{address}/{path}",
            "--quiet",
            "--output=json",
            f"--chrome-flags={flags}",
        ]
        command.append(f"--only-categories={','.join(LIGHTHOUSE)}")
        environment = {**os.environ, "CHROME_PATH": _chromium()}
        done = subprocess.run(command, cwd=_WORK / "tools", env=environment, capture_output=True, text=True, check=True)
        found = json.loads(done.stdout)["categories"]
        scores[name] = {category: round(100 * (found[category]["score"] or 0)) for category in LIGHTHOUSE}
    return scores


def _results(found: Mapping[str, Found], scores: Mapping[str, Mapping[str, int]], kinds: list[str]) -> str:
    """Return the page of results, in Markdown."""
    lines = [
        "# What `make audit` found on every kind of page",
        "",
        f"{len(kinds)} kinds of pages, with long titles.",
        "",
    ]
    lines += ["| judge | pages | faults |", "|---|---:|---:|"]
    lines += [f"| {judge} | {one.looked_at} | {len(one.faults)} |" for judge, one in found.items()]
    lines += ["", "| Lighthouse, mobile | " + " | ".join(LIGHTHOUSE) + " |", "|---|" + "---:|" * len(LIGHTHOUSE)]
    lines += [f"| {page} | " + " | ".join(str(of[c]) for c in LIGHTHOUSE) + " |" for page, of in scores.items()]
    for judge, one in found.items():
        if one.faults:
            lines += ["", f"## {judge}", ""]
            lines += [f"- {count} × {fault}" for fault, count in Counter(one.faults).most_common(60)]
    lines += ["", "## Kinds of pages", "", ", ".join(kinds) + "."]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(any(one.faults for one in main().values()))
