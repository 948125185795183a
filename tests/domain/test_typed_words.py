"""What is wrong with the words a citizen or an officer typed, field by field."""

import pytest

from plugins.domain.comments import (
    LONGEST_BODY,
    LONGEST_FIELD,
    LONGEST_POINT,
    Channel,
    ControlCharacters,
    Disposition,
    Empty,
    Kind,
    NotAnAddress,
    NotChosen,
    Problem,
    Reply,
    Status,
    TooLong,
    Words,
)

BODY = "Nên họp vào buổi tối."


@pytest.mark.parametrize(
    ("words", "problems"),
    [
        (Words(BODY), []),
        (Words(BODY, "Nguyễn Thị Mẫu", "mau@thu.example"), []),
        (Words("👍 Đồng ý!\r\n\tHết."), []),
        (Words("b" * LONGEST_BODY, "n" * LONGEST_FIELD), []),
        (Words(""), [Empty("body")]),
        (Words(" \n\t "), [Empty("body")]),
        (Words("b" * (LONGEST_BODY + 1)), [TooLong("body", LONGEST_BODY + 1, LONGEST_BODY)]),
        (Words(BODY, "n" * 201), [TooLong("name", 201, LONGEST_FIELD)]),
        (Words(f"{BODY}\x00\x00\x1b"), [ControlCharacters("body", 3)]),
        (Words(BODY, "Mẫu\x07"), [ControlCharacters("name", 1)]),
        (Words(BODY, email="mau"), [NotAnAddress("email")]),
        (Words(BODY, email="mau@thu"), [NotAnAddress("email")]),
        (Words(BODY, email="a@b.vn, c@d.vn"), [NotAnAddress("email")]),
        (Words(BODY, email="Mẫu <mau@thu.example>"), [NotAnAddress("email")]),
        (Words(BODY, email="mau@thu.example\nBcc: x@y.vn"), [NotAnAddress("email")]),
        (Words(BODY, email="  mau@thu.example "), []),
        (Words("", "n" * 201, "mau"), [Empty("body"), TooLong("name", 201, LONGEST_FIELD), NotAnAddress("email")]),
    ],
)
def test_every_problem_is_told_with_its_field(words: Words, problems: list[Problem]) -> None:
    assert list(words.problems()) == problems


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


@pytest.mark.parametrize(
    ("kind", "id_", "prefix", "limit"),
    [(Kind.COMMENT, "gop-y", "GY", "comment.answer"), (Kind.PETITION, "kien-nghi", "KN", "petition.answer")],
)
def test_each_kind_has_its_letters_and_its_own_limit(kind: Kind, id_: str, prefix: str, limit: str) -> None:
    assert Kind.by_id(id_) is kind
    assert (kind.prefix, kind.limit) == (prefix, limit)


def test_the_words_a_citizen_reads_are_fixed_and_never_say_thu_ly() -> None:
    assert [s.words for s in Status] == ["đã tiếp nhận", "đã chuyển đến", "đã trả lời", "đã công bố"]
    assert [d.words for d in Disposition] == [
        "Tiếp thu",
        "Tiếp thu một phần",
        "Giải trình (không tiếp thu)",
        "Ngoài phạm vi",
    ]
    shown = [choice.words for every in (Kind, Status, Disposition, Channel) for choice in every]
    assert not any("thụ lý" in words.lower() for words in shown)
