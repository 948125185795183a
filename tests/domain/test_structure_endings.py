"""What stands around the provisions: bases, enacting words, adoption, recipients, signature."""

import pytest
from domain.legal_samples import AMENDING, DRAFT, PLAN, WRAPPED, sample

from plugins.domain.endings import Signature
from plugins.domain.structure import parse


@pytest.mark.parametrize(
    ("name", "bases", "enacting"),
    [(WRAPPED, 3, "QUYẾT NGHỊ:"), (DRAFT, 2, "QUYẾT NGHỊ:"), (AMENDING, 2, "QUYẾT ĐỊNH:"), (PLAN, 0, "")],
)
def test_the_preamble_tells_bases_and_enacting_words(name: str, bases: int, enacting: str) -> None:
    text = parse(sample(name))
    assert len(text.bases) == bases
    assert all(basis.startswith(("Căn cứ", "Xét", "Theo đề nghị")) for basis in text.bases)
    assert text.enacting == enacting


def test_the_name_of_a_decision_is_not_what_enacts_it() -> None:
    assert parse("QUYẾT ĐỊNH\nVề việc họp thôn\n\nĐiều 1. Họp").enacting == ""


@pytest.mark.parametrize(("name", "begins"), [(WRAPPED, "Nghị quyết này đã được"), (PLAN, "")])
def test_the_adoption_is_told_apart(name: str, begins: str) -> None:
    adoption = parse(sample(name)).adoption
    assert adoption.startswith(begins)
    assert bool(adoption) == bool(begins)


SIGNED = {
    "chair": ("CHỦ TỊCH\nNguyễn Thị Mẫu", Signature((), "CHỦ TỊCH", "Nguyễn Thị Mẫu")),
    "deputy in the chair's place": (
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(đã ký)\n**Trần Văn Mẫu**",
        Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), "PHÓ CHỦ TỊCH", "Trần Văn Mẫu"),
    ),
    "by order": ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nLê Mẫu", Signature(("TL. CHỦ TỊCH",), "CHÁNH VĂN PHÒNG", "Lê Mẫu")),
    "by mandate": ("TUQ. CHỦ TỊCH\nTrần Mẫu", Signature(("TUQ. CHỦ TỊCH",), "", "Trần Mẫu")),
    "acting": ("Q. CHỦ TỊCH\nTrần Mẫu", Signature(("Q. CHỦ TỊCH",), "", "Trần Mẫu")),
    "not yet signed": ("CHỦ TỊCH", Signature((), "CHỦ TỊCH", "")),
    "nobody": ("Văn bản này được niêm yết tại nhà văn hóa.", None),
}


@pytest.mark.parametrize(("lines", "expected"), SIGNED.values(), ids=SIGNED)
def test_who_signed_is_told_apart_where_possible(lines: str, expected: Signature | None) -> None:
    text = parse("Điều 1. Họp thôn./.\n\nNơi nhận:\n- Thôn Thượng;\n- Lưu: VT.\n\n" + lines.replace("\n", "\n\n"))
    assert text.signature == expected
    assert text.recipients == ("Thôn Thượng", "Lưu: VT")
