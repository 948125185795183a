"""The citizen's side: the forms, the receipt, the status look-up, the search page. No account, no cookie."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from flask import Blueprint, request

from inbox import guards, handling, uploads
from inbox.errors import (
    NotFoundError,
    NotOpenYetError,
    ProblemsError,
    SentOtherwiseError,
    TextChangedError,
    TooManyGuessesError,
    UnknownDraftError,
    UnknownOfficeError,
    UnknownProvisionError,
)
from inbox.published import Generation
from inbox.services import Answer, page, problem_page, services
from inbox.stamps import BadStampError, new_stamp
from inbox.wording import Explanation, explain, problem_words
from plugins.domain.comments import Disposition, Kind, Problem, Status, Words
from plugins.domain.consultations import State, window_state
from plugins.domain.register import RegisteredDraft
from plugins.domain.text import nfc, squeeze, without_control_characters
from plugins.search.index import LONGEST_QUERY, MissingIndexError

blueprint = Blueprint("public", __name__)
blueprint.before_request(uploads.allow_files)

_LONGEST_LOOK_UP = 100
# Names of the fields in the form for the names in the domain.
FIELDS = {"body": "noi-dung", "name": "ho-ten", "email": "thu-dien-tu"}


@dataclass
class Typed:
    """What came with a request: the words, the provision chosen, the form's stamp."""

    words: Words = field(default_factory=lambda: Words(""))
    provision: str = ""
    stamp: str = ""

    @classmethod
    def of(cls, form: Mapping[str, str]) -> "Typed":
        """Return what a form holds; line ends as one character, so that counting is fair."""
        body, name, email = (form.get(FIELDS[f], "").replace("\r\n", "\n") for f in ("body", "name", "email"))
        return cls(Words(body, name, email), form.get("dieu", ""), form.get("phieu", ""))

    @property
    def shown(self) -> Words:
        """The words as they go back into the form: nothing lost but what nobody can read."""
        clean = without_control_characters
        return Words(clean(self.words.body), clean(self.words.name), clean(self.words.email))


def _errors(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(FIELDS[problem.field], problem_words(problem)) for problem in problems]


@blueprint.get("/gop-y/<draft_id>")
def comment_form(draft_id: str) -> Answer:
    """Show the form for a comment on a draft, with the provision that `?dieu=` names."""
    generation = services().published.now()
    typed = Typed(provision=request.args.get("dieu", ""))
    try:
        draft = handling.find_draft(generation.register, draft_id)
        handling.find_provision(draft, typed.provision)
    except UnknownDraftError as error:
        return _problem(error, typed)
    except UnknownProvisionError as error:
        return _comment_page(generation, draft, Typed(), explanation=explain(error))
    return _comment_page(generation, draft, typed)


@blueprint.post("/gop-y/<draft_id>")
def send_comment(draft_id: str) -> Answer:
    """Take a comment and show its receipt; whatever is wrong, the form comes back with what was typed."""
    parts = services()
    generation = parts.published.now()
    register = generation.register
    typed = Typed.of(request.form)
    try:
        draft = handling.find_draft(register, draft_id)
    except UnknownDraftError as error:
        return _problem(error, typed)
    try:
        stamp = parts.stamps.read(typed.stamp, Kind.COMMENT, draft_id)
        if wrong_files := uploads.take(stamp):
            return _comment_page(generation, draft, typed, errors=wrong_files)
        guards.look(stamp, [typed.words.body, typed.words.name])
        receipt = handling.submit_comment(
            parts.store, parts.keys, register, stamp, typed.provision, typed.words, parts.now()
        )
    except ProblemsError as error:
        return _comment_page(generation, draft, typed, errors=_errors(error.problems))
    except UnknownProvisionError as error:
        return _comment_page(generation, draft, Typed(typed.words), explanation=explain(error))
    except (
        BadStampError,
        NotOpenYetError,
        TextChangedError,
        SentOtherwiseError,
    ) as error:
        # A fresh stamp goes with the form: sending again is a new comment.
        return _comment_page(generation, draft, Typed(typed.words, typed.provision), explanation=explain(error))
    return _receipt_page(generation, receipt)


def _comment_page(
    generation: Generation,
    draft: RegisteredDraft,
    typed: Typed,
    *,
    errors: list[tuple[str, str]] | None = None,
    explanation: Explanation | None = None,
) -> Answer:
    parts = services()
    stamp = typed.stamp or parts.stamps.write(new_stamp(Kind.COMMENT, draft.id, handling.draft_hash(draft)))
    state = window_state(draft.opens_at, draft.closes_at, parts.now())
    html = page(
        "comment_form.html",
        generation,
        "drafts",
        draft=draft,
        office=handling.answering_office(generation.register, draft, parts.now()),
        provision=draft.by_eid.get(typed.provision),
        chosen=typed.provision,
        words=typed.shown,
        stamp=stamp,
        files=uploads.shown(stamp),
        errors=errors or [],
        explanation=explanation,
        is_planned=state is State.PLANNED,
        is_closed=state is State.CLOSED,
    )
    return html, _status(errors, explanation)


def _status(errors: list[tuple[str, str]] | None, explanation: Explanation | None) -> int:
    if explanation is not None:
        return explanation.status
    return HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK


@blueprint.get("/kien-nghi/", defaults={"office_id": ""})
@blueprint.get("/kien-nghi/<office_id>")
def petition_form(office_id: str) -> Answer:
    """Show the form for a petition, to an office or to whoever is responsible."""
    generation = services().published.now()
    try:
        if office_id:
            handling.find_office(generation.register, office_id)
    except UnknownOfficeError as error:
        return _petition_page(generation, "", Typed(), explanation=explain(error))
    return _petition_page(generation, office_id, Typed())


@blueprint.post("/kien-nghi/", defaults={"office_id": ""})
@blueprint.post("/kien-nghi/<office_id>")
def send_petition(office_id: str) -> Answer:
    """Take a petition and show its receipt."""
    parts = services()
    generation = parts.published.now()
    typed = Typed.of(request.form)
    try:
        if office_id:
            handling.find_office(generation.register, office_id)
        stamp = parts.stamps.read(typed.stamp, Kind.PETITION, office_id)
        if wrong_files := uploads.take(stamp):
            return _petition_page(generation, office_id, typed, errors=wrong_files)
        guards.look(stamp, [typed.words.body, typed.words.name])
        receipt = handling.submit_petition(
            parts.store, parts.keys, generation.register, stamp, typed.words, parts.now()
        )
    except UnknownOfficeError as error:
        return _petition_page(generation, "", Typed(typed.words), explanation=explain(error))
    except ProblemsError as error:
        return _petition_page(generation, office_id, typed, errors=_errors(error.problems))
    except (BadStampError, SentOtherwiseError) as error:
        return _petition_page(generation, office_id, Typed(typed.words), explanation=explain(error))
    return _receipt_page(generation, receipt)


def _petition_page(
    generation: Generation,
    office_id: str,
    typed: Typed,
    *,
    errors: list[tuple[str, str]] | None = None,
    explanation: Explanation | None = None,
) -> Answer:
    offices = generation.register.catalogue.offices
    stamp = typed.stamp or services().stamps.write(new_stamp(Kind.PETITION, office_id))
    html = page(
        "petition_form.html",
        generation,
        office=offices[office_id] if office_id else None,
        words=typed.shown,
        stamp=stamp,
        files=uploads.shown(stamp),
        errors=errors or [],
        explanation=explanation,
    )
    return html, _status(errors, explanation)


def _receipt_page(generation: Generation, receipt: handling.Receipt) -> Answer:
    html = page("receipt.html", generation, receipt=receipt, comment=receipt.comment, office=receipt.office)
    return html, HTTPStatus.OK if receipt.is_repeat else HTTPStatus.CREATED


@blueprint.get("/tra-cuu")
def status_form() -> Answer:
    """Show the form that asks for a reference and a code."""
    return page(
        "status_form.html", services().published.now(), "status", reference="", code="", explanation=None
    ), HTTPStatus.OK


@blueprint.post("/tra-cuu")
def status() -> Answer:
    """Show where a submission stands, to whoever knows its code. Codes never stand in a URL."""
    parts = services()
    generation = parts.published.now()
    typed = (without_control_characters(request.form.get(name, "")) for name in ("so", "ma"))
    reference, code = (squeeze(nfc(text))[:_LONGEST_LOOK_UP] for text in typed)
    try:
        guards.before_look_up(reference)
        comment = handling.look_up(parts.store, parts.keys, reference, code)
    except (NotFoundError, TooManyGuessesError) as error:
        guards.wrong_code(reference)
        explanation = explain(error)
        html = page("status_form.html", generation, "status", reference=reference, code=code, explanation=explanation)
        return html, explanation.status
    answer = parts.store.answer(comment["id"])
    html = page(
        "status.html",
        generation,
        "status",
        comment=comment,
        office=generation.register.catalogue.offices[comment["office"]],
        steps=_steps(generation, parts.store.history(comment["id"])),
        answer=answer,
        disposition=next((d.words for d in Disposition if answer and d.id == answer["disposition"]), ""),
        published_at=generation.register.answers.get(answer["id"]) if answer else None,
        draft=generation.register.drafts.get(comment["draft"] or ""),
    )
    return html, HTTPStatus.OK


def _steps(generation: Generation, history: list[Any]) -> list[dict[str, Any]]:
    """Return what happened, in the words of the one table of states."""
    steps = []
    for happened in history:
        words = next(s.words for s in Status if s.id == happened["status"])
        if happened["status"] == Status.ROUTED.id:
            words = f"{words} {generation.register.catalogue.offices[happened['detail']['office']].name}"
        if happened["detail"].get("late"):
            words = f"{words} (gửi muộn, sau khi kết thúc lấy ý kiến)"
        steps.append({"words": words[0].upper() + words[1:], "at": happened["at"]})
    return steps


@blueprint.get("/tim-kiem")
@blueprint.get("/tim-kiem/")
@blueprint.get("/tim-kiem/index.html")
def search() -> Answer:
    """Show what the site holds for `?q=`; in the place of the page that searches without a server."""
    generation = services().published.now()
    query = squeeze(nfc(without_control_characters(request.args.get("q", ""))))[:LONGEST_QUERY]
    try:
        hits = generation.index.search(query)
    except MissingIndexError:
        html = page("search.html", generation, query=query, hits=[], is_broken=True)
        return html, HTTPStatus.SERVICE_UNAVAILABLE
    return page("search.html", generation, query=query, hits=hits, is_broken=False), HTTPStatus.OK


def _problem(error: Exception, typed: Typed) -> Answer:
    """An error that leaves no form to go back to: its page still holds what was typed."""
    shown = typed.shown
    return problem_page(explain(error), [shown.body, shown.name, shown.email])
