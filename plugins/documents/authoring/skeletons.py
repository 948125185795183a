"""The bodies that new files begin with, each in the form of its kind: a pattern to write over."""

from collections.abc import Mapping

from plugins.documents.kinds.answers import AnswerMatter, ClosingMatter
from plugins.documents.kinds.base import FrontMatter
from plugins.documents.kinds.decisions import DecisionMatter
from plugins.documents.kinds.documents import DocumentMatter
from plugins.documents.kinds.drafts import DraftMatter
from plugins.documents.kinds.events import EventMatter
from plugins.documents.kinds.notices import NoticeMatter

_ARTICLES = """\
Điều 1. (Tên điều)

1. (Nội dung khoản 1)

2. (Nội dung khoản 2), gồm:

a) (Nội dung điểm a);

b) (Nội dung điểm b).

Điều 2. Tổ chức thực hiện

1. (Cơ quan nào làm việc gì, trong thời gian nào)

2. (Ai theo dõi, kiểm tra việc thực hiện)
"""
_ENACTED = """\
Căn cứ (tên luật, nghị định; số, ký hiệu);

Theo đề nghị của (cơ quan trình).

{words}

{articles}
"""
_PARTS = """\
I. Mục đích, yêu cầu

1. (Nội dung mục 1)

2. (Nội dung mục 2)

II. Nội dung

1. (Nội dung mục 1), gồm:

a) (Nội dung điểm a);

b) (Nội dung điểm b).

III. Tổ chức thực hiện

1. (Cơ quan nào làm việc gì, trong thời gian nào)
"""
# Types of documents (danh-muc/loai-van-ban.toml) that are written in articles; all others in parts I., 1., a).
_ENACTING_WORDS = {"nghi-quyet": "QUYẾT NGHỊ:", "quyet-dinh": "QUYẾT ĐỊNH:"}
_PLAIN_ARTICLES = {"quy-che", "quy-dinh", "huong-uoc"}

_OTHERS: Mapping[type[FrontMatter], str] = {
    NoticeMatter: "(Nội dung công khai: làm gì, ở đâu, bao nhiêu, từ ngày nào)\n\n"
    "| Nội dung | Số liệu |\n|---|---|\n| (tên) | (số) |\n\n(Ai muốn hỏi thêm thì hỏi cơ quan nào)\n",
    EventMatter: "Nội dung:\n\n- (việc thứ nhất);\n- (việc thứ hai).\n\n(Người dân gửi câu hỏi trước bằng cách nào)\n",
    DecisionMatter: "(Cuộc họp hoặc việc phát phiếu được tổ chức thế nào)\n\n"
    "Điều 1. (Cộng đồng quyết định việc gì)\n\nĐiều 2. (Ai làm, làm khi nào, đóng góp bao nhiêu)\n",
    AnswerMatter: "(Tiếp thu hay không, vì sao)\n\n(Sửa dự thảo thế nào, ở điều, khoản, điểm nào)\n",
    ClosingMatter: "(Đã lấy ý kiến bằng những cách nào, từ ngày nào đến ngày nào)\n\n"
    "(Những vấn đề được nêu nhiều nhất và cơ quan xử lý thế nào)\n",
}
_PAGE = "(Đoạn mở đầu: trang này nói về việc gì)\n\n## (Tiêu đề mục)\n\n(Nội dung)\n"


def is_legal(kind: type[FrontMatter]) -> bool:
    """Tell whether the body of a kind is a legal text, whose provisions carry printed numbers."""
    return kind in {DocumentMatter, DraftMatter}


def skeleton(kind: type[FrontMatter], doc_type: str) -> str:
    """Return the body a new file of a kind begins with; `doc_type` is the type of a document, "" for other kinds."""
    if not is_legal(kind):
        return _OTHERS.get(kind, _PAGE)
    if doc_type in _ENACTING_WORDS:
        return _ENACTED.format(words=_ENACTING_WORDS[doc_type], articles=_ARTICLES)
    return _ARTICLES if doc_type in _PLAIN_ARTICLES else _PARTS
