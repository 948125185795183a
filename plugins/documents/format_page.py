"""`python -m plugins.documents.format_page FOLDER`: writes the page that documents the format, from the models.

The page cannot lie: a test compares it with what the models say. Beside it, a JSON Schema of each kind for editors.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from plugins.documents.keys import group_of
from plugins.documents.kinds import KINDS
from plugins.documents.kinds.answers import ClosingMatter
from plugins.documents.kinds.base import FrontMatter
from plugins.domain.registers import REGISTERS

PAGE = "trang/cach-viet-noi-dung.md"
_HEAD = """\
---
ma: cachviet01
tieu-de: Cách viết nội dung
tom-tat: Dành cho cán bộ soạn nội dung. Từng loại tệp, từng khóa và từng danh mục mà phần mềm đọc.
---

Mỗi tệp bắt đầu bằng các khóa giữa hai dòng `---`, mỗi khóa một dòng; sau đó là nội dung. Ngày viết
năm-tháng-ngày, ví dụ `2026-11-21`. Khóa in đậm là bắt buộc. Trong văn bản, số của điều, khoản, điểm viết ở đầu dòng
như bản in: `Điều 2. …`, `1. …`, `a) …`. Khi có chỗ sai, lệnh kiểm tra nói rõ tệp, dòng, khóa, thấy gì và cần gì.
"""


def page() -> str:
    """Return the page as Markdown with its front matter."""
    kinds: list[type[FrontMatter]] = [*KINDS.values(), ClosingMatter]
    parts = [_HEAD, *(_kind(kind) for kind in kinds), "## Danh mục\n", *_registers()]
    return "\n".join(parts).rstrip() + "\n"


def schema(kind: type[FrontMatter]) -> str:
    """Return the JSON Schema of a kind's front matter, for editors that check while one types."""
    return json.dumps(kind.model_json_schema(by_alias=True), ensure_ascii=False, indent=1, sort_keys=True)


def _kind(kind: type[FrontMatter]) -> str:
    summary = f" ({ClosingMatter.model_fields['kind'].alias}: tong-hop)" if kind is ClosingMatter else ""
    return "\n".join([f"## Tệp trong `{kind.folder}/`{summary}\n", *_table(kind), ""])


def _table(model: type[BaseModel]) -> Iterator[str]:
    yield "| Khóa | Ý nghĩa |"
    yield "|---|---|"
    for field in model.model_fields.values():
        key = f"**`{field.alias}`**" if field.is_required() else f"`{field.alias}`"
        yield f"| {key} | {_meaning(field)} |"


def _meaning(field: FieldInfo) -> str:
    words = (field.description or "").replace("|", "hoặc")
    inner = group_of(field)
    if inner is None:
        return words
    keys = ", ".join(f"`{f.alias}`: {f.description}" for f in inner.model_fields.values())
    return f"{words} ({keys})"


def _registers() -> Iterator[str]:
    for name, table in REGISTERS.items():
        rows = [f"mỗi dòng bắt đầu bằng `[[{table.row}]]`" if table.row else "một dòng duy nhất"]
        rows += [] if table.required else ["không bắt buộc"]
        yield f"### `danh-muc/{name}.toml`\n\n{'; '.join(rows)}.\n\n| Khóa | Giá trị |\n|---|---|"
        for key, column in table.columns.items():
            yield f"| {f'**`{key}`**' if column.required else f'`{key}`'} | {column.expected.replace('|', 'hoặc')} |"
        yield ""


def main() -> None:
    """Write the page into the folder named on the command line."""
    (Path(sys.argv[1]) / PAGE).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
