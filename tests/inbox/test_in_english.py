"""The citizen's side in English: every page says it in English, marks what is Vietnamese, and stays in English."""

import re
from xml.etree.ElementTree import Element

import pytest
from inbox_kit.browsing import Browser, Page
from support import DRAFT

FORM = f"/en/gop-y/{DRAFT}?dieu=art_2"
# Address → the heading of its page.
PAGES = {
    FORM: "Comment Điều 2",
    "/en/gop-y/khong-co": "There is no such draft",
    "/en/gui-y-kien/": "What do you want to send?",
    "/en/khieu-nai-to-cao/": "Complaints and denunciations: where and how to file",
    "/en/vi-pham-dan-chu/": "Report a violation of grassroots democracy",
    "/en/xin-thong-tin/": "Ask for information",
    "/en/kien-nghi/": "Send a petition or report a problem",
    "/en/kien-nghi/phong-van-hoa": "Send a petition or report a problem",
    "/en/tra-cuu": "Track a submission",
    "/en/tim-kiem/index.html?q=dan+chu": "Search this site",
    "/en/tim-kiem?q=xyzzy": "Search this site",
    "/en/khong-co": "Page not found",
}
_NAME = "Thử"  # of the commune, in the English names of its offices


def vietnamese_words(element: Element) -> set[str]:
    """Return the Vietnamese words that are not marked as such; what a citizen typed is theirs."""
    if element.get("lang") == "vi" or element.tag in {"blockquote", "textarea"}:
        return set(re.findall(r"\w*[à-ỹđ]\w*", element.tail or ""))
    text = f"{element.text or ''} {element.tail or ''} {element.get('aria-label', '')}"
    return set(re.findall(r"\w*[à-ỹđ]\w*", text)).union(*map(vietnamese_words, element)) - {_NAME}


def languages(page: Page) -> dict[str, str]:
    """Return where the links to other languages lead."""
    links = (e for e in page.root.iter("a") if e.get("class") == "languages__link")
    return {link.get("hreflang", ""): link.get("href", "") for link in links}


def assert_is_english(page: Page) -> None:
    body = page.root.find("body")
    assert page.root.get("lang") == "en"
    assert body is not None
    assert vietnamese_words(body) == set()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_english_and_marks_what_is_not(citizen: Browser, address: str) -> None:
    page = citizen.open(address)

    assert page.heading == PAGES[address]
    assert_is_english(page)


def test_a_page_leads_to_itself_in_the_other_language(citizen: Browser) -> None:
    assert languages(citizen.open(FORM)) == {"vi": FORM.removeprefix("/en")}
    assert languages(citizen.open(FORM.removeprefix("/en"))) == {"en": FORM}
    assert languages(citizen.open("/en/tim-kiem/index.html?q=x")) == {"vi": "/tim-kiem/index.html?q=x"}
    assert languages(citizen.open("/khong-co")) == {"en": "/en/index.html"}
    assert languages(citizen.open("/ban-lam-viec/dang-nhap")) == {"en": "/en/index.html"}


def test_a_comment_is_sent_and_followed_without_leaving_english(citizen: Browser) -> None:
    form = citizen.open(FORM).form("/gop-y/")
    empty = citizen.send(form)
    assert_is_english(empty)
    assert "Text of the comment: nothing is written yet." in empty.text

    preview = citizen.send(form.typed(noi_dung="Please announce it seven days before.", buoc="xem-lai"))
    assert_is_english(preview)
    receipt = citizen.send(preview.form("/gop-y/"))
    assert_is_english(receipt)
    assert receipt.heading == "We have received your comment"
    assert "2026-12-25" in receipt.text  # a day that no reader takes for another

    wrong = citizen.send(citizen.open("/en/tra-cuu").form("/tra-cuu").typed(so=receipt.by_id("so"), ma="x"))
    assert_is_english(wrong)
    assert "Comment not found" in wrong.text

    status = citizen.send(receipt.form("/tra-cuu"))
    assert_is_english(status)
    assert "Sent to " in status.text
    assert "Answer due by the end of 2026-12-25" in status.text


def test_a_petition_is_sent_in_english(citizen: Browser) -> None:
    form = citizen.open("/en/kien-nghi/").form("/kien-nghi/")
    assert form.action == "/en/kien-nghi/"
    receipt = citizen.send(form.typed(noi_dung="The lamp at the market is broken."))

    assert_is_english(receipt)


def test_the_same_form_sent_twice_is_one_comment_whatever_the_language(citizen: Browser) -> None:
    form = citizen.open(FORM).form("/gop-y/").typed(noi_dung="Please announce it seven days before.")
    first = citizen.send(form)
    again = citizen.post(form.action.removeprefix("/en"), **{k.replace("-", "_"): v for k, v in form.fields.items()})

    assert again.by_id("so") == first.by_id("so")
