"""Opinions that say nearly the same are put together by their words alone; each count has its own name."""

import random

import pytest

from plugins.domain.duplicates import Said, clusters, counts

CAMPAIGN = (
    "Tôi phản đối việc thu phí vệ sinh môi trường mới vì mức thu quá cao so với thu nhập của người dân trong xã, "
    "đề nghị Ủy ban nhân dân xã giữ nguyên mức cũ và công khai các khoản chi của năm ngoái cho dân biết."
)
TEXTS = {
    "GY-1": CAMPAIGN,
    "GY-2": CAMPAIGN.upper(),
    "GY-3": CAMPAIGN.replace("mới ", "").replace("dân biết", "bà con biết"),
    "GY-4": "Kính gửi xã. " + CAMPAIGN,
    "GY-5": "Đề nghị báo trước bảy ngày để người đi làm xa về kịp họp thôn.",
    "GY-6": "de nghi bao truoc bay ngay de nguoi di lam xa ve kip hop thon",
    "GY-7": "Tôi ủng hộ việc thu phí vệ sinh môi trường mới vì đường làng sạch hơn hẳn năm ngoái.",
    "GY-8": "Đồng ý.",
    "GY-9": "đồng ý!",
    "GY-10": "Không đồng ý.",
}


def test_what_says_nearly_the_same_is_put_together() -> None:
    assert clusters(TEXTS) == [
        ["GY-1", "GY-2", "GY-3", "GY-4"], ["GY-5", "GY-6"], ["GY-8", "GY-9"], ["GY-10"], ["GY-7"],
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_the_order_in_which_they_came_changes_nothing(seed: int) -> None:
    shuffled = list(TEXTS.items())
    random.Random(seed).shuffle(shuffled)  # noqa: S311  # a seed, so that it can be repeated
    assert clusters(dict(shuffled)) == clusters(TEXTS)


def test_a_campaign_of_thousands_with_small_changes_is_one_cluster_in_seconds() -> None:
    words = CAMPAIGN.split()
    dice = random.Random(7)  # noqa: S311  # a seed, so that it can be repeated
    many = {}
    for number in range(3000):
        varied = list(words)
        varied[dice.randrange(len(words))] = dice.choice(["bà", "con", "chúng", "tôi", "xin"])
        many[f"GY-{number:05d}"] = " ".join(varied)
    assert [len(cluster) for cluster in clusters(many)] == [3000]


def test_nothing_is_no_cluster() -> None:
    assert clusters({}) == []


def said(reference: str, sending: str, text: str = "Đồng ý.", **others: str | int) -> Said:
    return Said(reference, sending, text, **others)  # type: ignore[arg-type]  # names of fields


# what came → lượt gửi, ý kiến, nội dung khác nhau, người để lại liên hệ, không rõ, cuộc họp, người dự
COUNTED: dict[str, tuple[list[Said], list[int]]] = {
    "hai người, cùng một điểm": (
        [said("1", "a", contact="a@vidu.example"), said("2", "b", "Không.", contact="b@vidu.example")],
        [2, 2, 2, 2, 0, 0, 0],
    ),
    "một người, năm khoản": (
        [said(str(n), "a", f"Khoản {n} chưa rõ.", contact="a@vidu.example") for n in range(5)],
        [1, 5, 5, 1, 0, 0, 0],
    ),
    "một người gửi hai lần": (
        [said("1", "a", contact="A@vidu.example"), said("2", "b", contact=" a@vidu.example")],
        [2, 2, 1, 1, 0, 0, 0],
    ),
    "một số điện thoại viết hai cách": (
        [said("1", "a", contact="+84 (900) 000 001"), said("2", "b", contact="0900.000.001")],
        [2, 2, 1, 1, 0, 0, 0],
    ),
    "không để lại liên hệ": ([said("1", "a"), said("2", "b")], [2, 2, 1, 0, 2, 0, 0]),
    "một tờ giấy, hai mươi lăm người ký": ([said("1", "a", channel="giay", people=25)], [1, 25, 1, 0, 1, 0, 0]),
    "kết quả họp thôn đứng riêng": (
        [said("1", "a"), *(said(n, "hop-1", channel="hop", people=120) for n in ("2", "3"))],
        [1, 1, 1, 0, 1, 1, 120],
    ),
    "chưa có gì": ([], [0] * 7),
}


@pytest.mark.parametrize(("opinions", "numbers"), COUNTED.values(), ids=COUNTED)
def test_each_count_has_its_name(opinions: list[Said], numbers: list[int]) -> None:
    told = counts(opinions).lines()
    assert [number for _, number in told] == numbers
    assert [words for words, _ in told] == [
        "lượt gửi", "ý kiến", "nội dung khác nhau", "người để lại liên hệ", "không rõ", "kết quả cuộc họp",
        "người dự họp",
    ]  # fmt: skip
