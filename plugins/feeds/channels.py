"""Which feeds there are, in the groups in which a reader looks for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plugins.domain.asking import question
from plugins.feeds.entries import KINDS
from plugins.feeds.turns import ANSWERS, CONSULTATIONS, EVERYTHING, path_of_field, path_of_office
from plugins.kit.build import Build

GAPS = "khoang-trong"
_SUBTITLES = {
    "van-ban": "Văn bản mới ban hành",
    CONSULTATIONS: "Dự thảo mở, gia hạn, sắp hết hạn, kết thúc lấy ý kiến và được trả lời",
    "cong-khai": "Nội dung công khai mới",
    ANSWERS: "Trả lời ý kiến của người dân",
    "su-kien": "Tiếp công dân, đối thoại, hội nghị, họp thôn",
    "cong-dong": "Việc cộng đồng dân cư đã bàn và quyết định",
    "so-bien-nhan": "Mỗi ngày một mã để ai cũng kiểm tra được điều đã gửi có được nhận",
}
_GAPS = "Nội dung quá hạn chưa công khai, niêm yết và phát thanh chưa đủ ngày"
_HOMES = {CONSULTATIONS: "du-thao/index.html", ANSWERS: "du-thao/index.html"}


@dataclass(frozen=True)
class Channel:
    """A feed one can subscribe to: its path under `tin/` says what stands in it; its words, the page it follows."""

    path: str
    title: str
    subtitle: str
    home: str


@question
def channel(build: Build, path: str) -> Channel:
    """Return the feed of a path. Raises LookupError when there is none."""
    found = next((c for _, channels in groups(build) for c in channels if c.path == path), None)
    if found is None:
        raise LookupError(path)
    return found


def groups(build: Build) -> Iterator[tuple[str, Sequence[Channel]]]:
    """Yield the name of each group with its feeds."""
    catalogue = build.publication.catalogue
    everything = "Văn bản, dự thảo, công khai, trả lời, sự kiện"
    yield "Tất cả", [Channel(EVERYTHING, "Mọi nội dung mới", everything, "index.html")]
    yield (
        "Theo loại",
        [
            Channel(kind, words, _SUBTITLES[kind], _HOMES.get(kind, f"{kind}/index.html"))
            for kind, words in KINDS.items()
        ],
    )
    yield "Điều chưa công khai", [Channel(GAPS, "Khoảng trống công khai", _GAPS, "cong-khai/khoang-trong.html")]
    yield (
        "Theo lĩnh vực",
        [
            Channel(path_of_field(f.id), f.name, f"Mọi nội dung mới về {f.name.lower()}", "index.html")
            for f in catalogue.fields.values()
        ],
    )
    yield (
        "Theo cơ quan",
        [
            Channel(path_of_office(o.id), o.name, f"Mọi nội dung mới của {o.name}", f"co-quan/{o.id}.html")
            for o in catalogue.offices
        ],
    )
