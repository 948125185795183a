"""From front matter and body to the typed objects that everything else is made of."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from plugins.documents import front_matter as fm
from plugins.documents.file_checks import page_name
from plugins.documents.prose import legal_to_html, to_html, to_text
from plugins.domain import structure
from plugins.domain.comments import Disposition
from plugins.domain.contents import (
    Answer,
    Attachment,
    Content,
    Document,
    DocumentType,
    Draft,
    Notice,
    Page,
    RoundClosing,
)
from plugins.domain.registers import Catalogue
from plugins.domain.text import fold, nfc


def _title(doc_type: DocumentType, abstract: str) -> str:
    """Return tên loại + trích yếu (Decree 30/2020), also where a clerk wrote the type into the abstract."""
    return abstract if fold(abstract).startswith(fold(doc_type.name)) else f"{doc_type.name} {abstract}"


class Typed:
    """Makes typed objects of files without faults; keeps what was odd in their legal texts."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.folder = folder
        self.catalogue = catalogue
        self.oddities: dict[str, tuple[structure.Oddity, ...]] = {}

    def content(self, path: Path, source: fm.Source, matter: fm.FrontMatter) -> Content:
        """Return the typed object of a file without faults. Raises UnconvertibleError for Markdown beyond reading."""
        if isinstance(matter, fm.DocumentMatter):
            return self._document(path, source, matter)
        if isinstance(matter, fm.DraftMatter):
            return self._draft(path, source, matter)
        html = to_html(nfc(source.body))
        body: dict[str, Any] = {"html": html, "text": to_text(html)}
        stem = page_name(path, matter)
        if isinstance(matter, fm.NoticeMatter):
            shared = self._shared(source, matter, matter.title, f"cong-khai/{stem}.html", matter.published_on)
            return Notice(**shared, decided_on=matter.decided_on, expires_on=matter.expires_on, **body)
        if isinstance(matter, fm.AnswerMatter):
            return Answer(
                **self._shared(source, matter, matter.point, "", matter.answered_on),
                draft=matter.draft,
                round=matter.round,
                provision=matter.provision,
                point=matter.point,
                disposition=next(d for d in Disposition if d.id == matter.disposition),
                counts=tuple(matter.counts.items()),
                **body,
            )
        if isinstance(matter, fm.ClosingMatter):
            shared = self._shared(source, matter, "Tổng hợp ý kiến", "", matter.answered_on)
            body |= {"draft": matter.draft, "round": matter.round}
            return RoundClosing(**shared, received=matter.received, disposed=matter.disposed, **body)
        assert isinstance(matter, fm.PageMatter)  # noqa: S101  # the last of MODELS
        return Page(**self._shared(source, matter, matter.title, f"trang/{stem}.html", date.min), **body)

    def _document(self, path: Path, source: fm.Source, matter: fm.DocumentMatter) -> Document:
        doc_type = self.catalogue.types[matter.doc_type]
        title = _title(doc_type, matter.abstract)
        return Document(
            **self._shared(source, matter, title, f"van-ban/{page_name(path, matter)}.html", matter.issued_on),
            doc_type=doc_type,
            symbol=matter.symbol,
            abstract=matter.abstract,
            issued_on=matter.issued_on,
            effective_on=matter.effective_on,
            expires_on=matter.expires_on,
            place=matter.place,
            signer=matter.signer,
            signer_title=matter.signer_title,
            bases=tuple(matter.bases),
            implements=tuple(matter.implements),
            draft=matter.draft,
            text=self._legal_text(source),
        )

    def _draft(self, path: Path, source: fm.Source, matter: fm.DraftMatter) -> Draft:
        doc_type = self.catalogue.types[matter.doc_type]
        title = f"Dự thảo {_title(doc_type, matter.abstract)}"
        return Draft(
            **self._shared(source, matter, title, f"du-thao/{page_name(path, matter)}.html", matter.opens_on),
            doc_type=doc_type,
            abstract=matter.abstract,
            round=matter.round,
            previous_round=matter.previous_round,
            opens_on=matter.opens_on,
            closes_on=matter.closes_on,
            minimum=matter.minimum,
            question=matter.question,
            decider=matter.decider,
            expected=matter.expected,
            text=self._legal_text(source),
        )

    def _legal_text(self, source: fm.Source) -> structure.LegalText:
        text = structure.parse(source.body).rendered(legal_to_html)
        if text.oddities:
            self.oddities[source.file] = text.oddities
        return text

    def _shared(self, source: fm.Source, matter: fm.FrontMatter, title: str, url: str, day: Any) -> dict[str, Any]:
        """Return the arguments that every kind of content takes."""
        files = [self.folder / "tep" / name for name in matter.attachments]
        return {
            "id": matter.id,
            "title": title,
            "url": url,
            "source": source.file,
            "office": matter.office if isinstance(matter, fm.OfOffice) else self.catalogue.site.office,
            "fields": tuple(matter.fields) if isinstance(matter, fm.OfOffice) else (),
            "summary": matter.summary,
            "published_on": day,
            "updated_on": day,
            "attachments": tuple(
                Attachment(f.name, f.stat().st_size, hashlib.sha256(f.read_bytes()).hexdigest()) for f in files
            ),
        }
