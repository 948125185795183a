"""The page about the format, and the schemas for editors, say what the models say."""

import json
from pathlib import Path

import pytest
from support import ROOT, TODAY, pelican

from plugins.documents.format_page import PAGE, page
from plugins.documents.kinds import KINDS
from plugins.domain.registers import REGISTERS


def test_the_page_in_the_repository_is_what_the_models_say() -> None:
    assert (ROOT / "content" / PAGE).read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("folder", KINDS)
def test_every_key_of_every_kind_is_explained(folder: str) -> None:
    part = page().split(f"## Tệp trong `{folder}/`")[1].split("\n## ")[0]

    for field in KINDS[folder].model_fields.values():
        mark = f"**`{field.alias}`**" if field.is_required() else f"| `{field.alias}`"
        assert mark in part
        assert field.description


def test_every_register_and_column_is_explained() -> None:
    for name, table in REGISTERS.items():
        part = page().split(f"### `danh-muc/{name}.toml`")[1].split("\n###")[0]
        assert [key for key in table.columns if f"`{key}`" not in part] == []


def test_the_site_offers_a_schema_of_each_kind(content: Path, tmp_path: Path) -> None:
    pelican(content, "-o", str(tmp_path), now=TODAY)

    for folder, kind in KINDS.items():
        made = json.loads((tmp_path / f"du-lieu/luoc-do/{folder}.schema.json").read_text(encoding="utf-8"))
        assert set(made["properties"]) == {field.alias for field in kind.model_fields.values()}
        assert made["additionalProperties"] is False
        assert set(made["required"]) == {f.alias for f in kind.model_fields.values() if f.is_required()}
