"""Items of lists (- and +) are provisions without a number: in the tree and the page, never apart from their parent."""

import pytest
from domain.legal_samples import PLAN, WRAPPED, eids, sample

from plugins.domain.openers import Level
from plugins.domain.structure import parse

OF_PLAN = """
sec_I
sec_I__indent_1
sec_I__indent_2
sec_I__indent_3
sec_II
sec_II__para_1
sec_II__para_1__point_a
sec_II__para_1__point_a__indent_1
sec_II__para_1__point_a__indent_1__indent_1
sec_II__para_1__point_a__indent_1__indent_2
sec_II__para_1__point_a__indent_2
sec_II__para_1__point_b
sec_II__para_2
sec_II__para_2__indent_1
sec_II__para_2__indent_2
sec_II__para_2__point_f
sec_IV
sec_IV__indent_1
att_01
att_01__sec_I
att_01__sec_I__para_1
att_01__sec_I__para_1__indent_1
att_02
att_02__para_1"""


def test_a_plan_has_its_items_below_what_they_stand_in() -> None:
    assert eids(parse(sample(PLAN))) == OF_PLAN.split()


def test_items_have_no_number_to_be_cited_by() -> None:
    text = parse(sample(PLAN))
    assert {p.printed for p in text.walk() if not p.is_numbered} == {"-", "–", "•", "+"}
    assert all("indent" not in p.eid for p in text.walk() if p.is_numbered)
    assert text.label_of("sec_II__para_1__point_a__indent_1__indent_2") == (
        "dấu cộng thứ hai gạch đầu dòng thứ nhất điểm a khoản 1 Mục II"
    )


def test_the_eleventh_item_is_counted_in_figures() -> None:
    text = parse("\n".join(["Điều 1. Họp thôn", *["- có mặt;"] * 11]))
    assert text.label_of("art_1__indent_10") == "gạch đầu dòng thứ mười Điều 1"
    assert text.label_of("art_1__indent_11") == "gạch đầu dòng thứ 11 Điều 1"


def test_the_text_of_a_provision_holds_its_items_in_order() -> None:
    (article,) = parse("Điều 1. Họp\n1. Lúc:\n- sáng:\n+ sớm;\n- chiều.\na) Ở đình.\n").provisions
    assert article.text == "Điều 1. Họp 1. Lúc: - sáng: + sớm; - chiều. a) Ở đình."


def test_what_stands_before_the_first_provision_and_after_the_last_has_no_items() -> None:
    text = parse(sample(PLAN))
    assert text.preamble[-1].source.startswith("- phần mở đầu")
    assert text.recipients == ("Như mục IV", "Các thôn", "Lưu: VT")
    assert not any(p.text == "- Tổ thủy nông." for p in text.walk())


def test_recipients_of_an_annex_are_no_items_but_lists_further_down_are() -> None:
    text = parse("Điều 1. A./.\n\nPHỤ LỤC I\n1. B\nNơi nhận:\n- C;\n2. D\n- E.\n")
    assert eids(text)[1:] == ["att_I", "att_I__para_1", "att_I__para_2", "att_I__para_2__indent_1"]


@pytest.mark.parametrize("dash", ["-", "–", "—", "•"])
def test_each_kind_of_dash_begins_an_item(dash: str) -> None:
    items = [p for p in parse(f"Điều 1. Họp\n{dash} sáng;\n{dash}chiều.\n").walk() if p.level is Level.DASH]
    assert [(p.printed, p.paragraphs[0].plain) for p in items] == [(dash, "sáng;"), (dash, "chiều.")]


@pytest.mark.parametrize("line", ["-5 độ", "+84", "--- hết ---", "-, và", "* ghi chú", "1 - 2 ngày"])
def test_a_dash_that_begins_no_words_opens_nothing(line: str) -> None:
    assert eids(parse(f"Điều 1. Họp\n\n{line}\n")) == ["art_1"]


def test_a_name_broken_at_its_dash_is_no_item() -> None:
    source = (
        "Điều 1. Trách nhiệm\n1. Việc niêm yết tại các thôn do Phòng Văn hóa\n- Xã hội theo dõi, báo cáo hằng quý:\n"
        "- Thôn Thượng gửi báo cáo trước ngày 25 tháng\ncuối quý;\n- Thôn Hạ."
    )
    assert eids(parse(source)) == ["art_1", "art_1__para_1", "art_1__para_1__indent_1", "art_1__para_1__indent_2"]


def test_dashes_in_running_text_of_a_wrapped_file_open_nothing() -> None:
    assert all(p.is_numbered for p in parse(sample(WRAPPED)).walk())
