"""What is wrong with the words a citizen or an officer typed, field by field."""

from typing import Any

import pytest

from plugins.domain.comments import Channel, Disposition, Door, Kind, Status
from plugins.domain.sendings import (
    LONGEST_BODY,
    LONGEST_FIELD,
    LONGEST_POINT,
    ControlCharacters,
    Empty,
    IdentityNumber,
    NotAnAddress,
    NotChosen,
    Opinion,
    Problem,
    Reply,
    Sender,
    Sending,
    TooLong,
    TooMany,
)

BODY = "Nên họp vào buổi tối."


def words(body: str, name: str = "", email: str = "", **changes: Any) -> Sending:
    return Sending(Opinion(body), Sender(name, email), **changes)


AGREES, FIRM = Opinion("", "art_2", "dong-y"), Sender(role="to-chuc")


@pytest.mark.parametrize(
    ("sending", "problems"),
    [
        (words(BODY), []),
        (words(BODY, "Nguyễn Thị Mẫu", "mau@thu.example"), []),
        (words("👍 Đồng ý!\r\n\tHết."), []),
        (words("b" * LONGEST_BODY, "n" * LONGEST_FIELD), []),
        (words(""), [Empty("body")]),
        (words(" \n\t "), [Empty("body")]),
        (words("b" * (LONGEST_BODY + 1)), [TooLong("body", LONGEST_BODY + 1, LONGEST_BODY)]),
        (words(BODY, "n" * 201), [TooLong("name", 201, LONGEST_FIELD)]),
        (words(f"{BODY}\x00\x00\x1b"), [ControlCharacters("body", 3)]),
        (words(BODY, "Mẫu\x07"), [ControlCharacters("name", 1)]),
        (words(BODY, email="mau"), [NotAnAddress("email")]),
        (words(BODY, email="mau@thu"), [NotAnAddress("email")]),
        (words(BODY, email="a@b.vn, c@d.vn"), [NotAnAddress("email")]),
        (words(BODY, email="Mẫu <mau@thu.example>"), [NotAnAddress("email")]),
        (words(BODY, email="mau@thu.example\nBcc: x@y.vn"), [NotAnAddress("email")]),
        (words(BODY, email="  mau@thu.example "), []),
        (words("", "n" * 201, "mau"), [Empty("body"), TooLong("name", 201, LONGEST_FIELD), NotAnAddress("email")]),
        # who agrees or disagrees needs to write nothing; who thinks otherwise has to say what
        (Sending(AGREES), []),
        (Sending(Opinion("", "art_2", "khac")), [Empty("body")]),
        (Sending(Opinion(BODY, "art_2", "có lẽ")), [NotChosen("stance")]),
        # several opinions on one form; the last one may have been left empty
        (words("", earlier=(Opinion(BODY), AGREES)), []),
        (words(BODY, earlier=(Opinion(""),)), [Empty("body")]),
        (words("b" * 20_000, earlier=(Opinion("b" * 20_000),) * 4), [TooLong("body", 100_000, 80_000)]),
        (words(BODY, earlier=(Opinion(BODY),) * 20), [TooMany("body", 21, 20)]),
        # for whom one speaks
        (Sending(Opinion(BODY), FIRM), [Empty("organisation")]),
        (Sending(Opinion(BODY), Sender(role="vua")), [NotChosen("role")]),
        # the number of an identity card is not taken; other long numbers are
        (words("CCCD của tôi 001 0 90 123456"), [IdentityNumber("body")]),
        (words("Số 001090123456."), [IdentityNumber("body")]),
        (words(BODY, "Mẫu 079.190.001.234"), [IdentityNumber("name")]),
        (words("Kinh phí 120.090.123.456 đồng, điện thoại 0912345678"), []),
        (words("Mã hồ sơ 999912345678"), []),
    ],
)
def test_every_problem_is_told_with_its_field(sending: Sending, problems: list[Problem]) -> None:
    assert list(sending.problems()) == problems


@pytest.mark.parametrize(
    ("reply", "kind", "problems"),
    [
        (Reply("Giờ họp", "tiep-thu", "Đã sửa."), Kind.COMMENT, []),
        (Reply("", "", "Đã xử lý."), Kind.PETITION, []),
        (Reply("", "tiep-thu", "Đã sửa."), Kind.COMMENT, [Empty("point")]),
        (Reply("Giờ họp", "", "Đã sửa."), Kind.COMMENT, [NotChosen("disposition")]),
        (Reply("Giờ họp", "xong", "Đã sửa."), Kind.COMMENT, [NotChosen("disposition")]),
        (Reply("Giờ họp", "tiep-thu", " "), Kind.COMMENT, [Empty("text")]),
        (Reply("", "", ""), Kind.PETITION, [Empty("text")]),
        (
            Reply("g" * 4001, "giai-trinh", "Đã sửa."),
            Kind.COMMENT,
            [TooLong("point", LONGEST_POINT + 1, LONGEST_POINT)],
        ),
    ],
)
def test_a_comment_needs_a_point_and_what_became_of_it_and_a_petition_only_an_answer(
    reply: Reply, kind: Kind, problems: list[Problem]
) -> None:
    assert list(reply.problems(kind)) == problems


def test_each_kind_has_letters_and_a_limit() -> None:
    assert [Kind.by_id(kind.id) for kind in Kind] == list(Kind)
    assert len({kind.prefix for kind in Kind}) == len(Kind)
    assert all(kind.limit for kind in Kind)


def test_the_words_a_citizen_reads_never_say_thu_ly() -> None:
    shown = [choice.words for every in (Door, Kind, Status, Disposition, Channel) for choice in every]
    assert not any("thụ lý" in words.lower() for words in shown)
