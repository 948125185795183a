"""What a web server without the inbox needs to answer 301 for what moved and 410 for what was withdrawn.

Apache and LiteSpeed read `.htaccess` by themselves; nginx is told to include its file. Both try the same patterns in
the same order, the first that fits counts, as `Moves` decides it for the inbox.
"""

import re
from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from plugins.domain.moves import LIST_OF_WITHDRAWALS, Moves
from plugins.kit.build import Build
from plugins.kit.generations import PRIVATE
from plugins.kit.outputs import Output

APACHE = ".htaccess"
NGINX = f"{PRIVATE}/nginx.conf"
# The name under which a pattern keeps the ending of a form of a page, and how a target takes it over.
_FORM = r"(?<cong_khai_form>\.[^/]+)"
_NGINX_FORM, _APACHE_FORM = "$cong_khai_form", "$1"
_HOW_TO = f"""\
# Đưa tệp này vào khối http bằng lệnh include, rồi thêm vào khối server:
#
#   location = /{LIST_OF_WITHDRAWALS} {{ }}
#   error_page 404 /404.html;
#   error_page 502 503 504 /bao-tri.html;  # khi chương trình tiếp nhận ý kiến tạm ngừng
#   location / {{
#     error_page 410 /{LIST_OF_WITHDRAWALS};
#     if ($cong_khai_gone) {{ return 410; }}
#     if ($cong_khai_moved) {{ return 301 $cong_khai_moved; }}
#   }}
#
# nginx đọc lại tệp khi được bảo: nginx -s reload sau mỗi lần công bố."""


def outputs(build: Build) -> Iterator[Output]:
    """Yield a file for each kind of server."""
    yield Output(APACHE, partial(_apache, build))
    yield Output(NGINX, partial(_nginx, build))


def _gone(moves: Moves) -> Iterator[str]:
    """Yield patterns of the paths that were withdrawn: pages with their forms and voices, short addresses, files."""
    for withdrawal in moves.withdrawals:
        if withdrawal.url.endswith(".html"):
            yield f"^/{_exactly(withdrawal.url.removesuffix('.html'))}\\.[^/]+$"
            yield f"^/s/{_exactly(withdrawal.id)}(/gui)?(/(index\\.html)?)?$"
        elif "#" not in withdrawal.url:
            yield f"^/{_exactly(withdrawal.url)}$"
        for name in withdrawal.attachments:
            yield f"^/tep/{_exactly(name)}$"


def _moved(moves: Moves, form: str) -> Iterator[tuple[str, str]]:
    """Yield patterns of the paths that moved, each with where it leads now; `form` stands for the ending of a form."""
    for source in moves.redirects:
        if "#" in source:  # browsers keep that to themselves; the page says where it went
            continue
        target = moves.leads_to(source)
        yield f"^/{_exactly(source)}$", f"/{target}"
        page, _, _ = target.partition("#")
        if source.endswith(".html") and page.endswith(".html"):
            stem = source.removesuffix(".html")
            yield f"^/{_exactly(stem)}{_FORM}$", f"/{page.removesuffix('.html')}{form}"


def _exactly(text: str) -> str:
    """Return a pattern for a text, to stand between quotation marks."""
    return re.escape(text).replace('"', r"\x22").replace("\\\n", r"\n")


def _apache(build: Build) -> str:
    """Return the rules for Apache, which encodes targets itself."""
    moves = build.publication.catalogue.moves
    lines = [
        f"ErrorDocument 410 /{LIST_OF_WITHDRAWALS}",
        "ErrorDocument 404 /404.html",
        *(f'RedirectMatch 410 "{pattern}"' for pattern in _gone(moves)),
        *(f'RedirectMatch 301 "{pattern}" "{target}"' for pattern, target in _moved(moves, _APACHE_FORM)),
    ]
    return "\n".join([*lines, ""])


def _nginx(build: Build) -> str:
    """Return the rules for nginx, which sends targets as they are."""
    moves = build.publication.catalogue.moves
    gone = [(pattern, "1") for pattern in _gone(moves)]
    moved = [(pattern, quote(target, safe="/#$")) for pattern, target in _moved(moves, _NGINX_FORM)]
    maps = {"$cong_khai_gone": gone, "$cong_khai_moved": moved}
    lines = [_HOW_TO]
    for variable, rows in maps.items():
        lines += [f"map $uri {variable} {{", '  default "";', *(f'  "~{p}" "{target}";' for p, target in rows), "}"]
    return "\n".join([*lines, ""])
