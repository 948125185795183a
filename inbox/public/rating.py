"""Ratings of service points: one tap for the answer, one to send. No account, no word, no hour, no device."""

import secrets
from datetime import date
from http import HTTPStatus

from flask import Blueprint, request

from inbox.access.stamps import BadStampError, Stamp
from inbox.handling.published import Generation
from inbox.public import guards
from inbox.services import Answer, page, problem_page, say, services
from inbox.wording import Explanation
from plugins.domain.communities import ServicePoint
from plugins.domain.ratings import Score, Tally, shown
from plugins.domain.thresholds import Threshold

blueprint = Blueprint("rating", __name__)
KIND = "danh-gia"  # what a stamp of these forms is for


@blueprint.get("/danh-gia/<point_id>")
def rating_form(point_id: str) -> Answer:
    """Show the five answers for a service point, and what others answered this month."""
    generation = services().published.now()
    point = generation.register.catalogue.service_points.get(point_id)
    return _unknown() if point is None else _page(generation, point)


@blueprint.post("/danh-gia/<point_id>")
def rate(point_id: str) -> Answer:
    """Store an answer."""
    parts = services()
    generation = parts.published.now()
    point = generation.register.catalogue.service_points.get(point_id)
    if point is None:
        return _unknown()
    score = Score.read(request.form.get("muc", ""))
    try:
        stamp = parts.stamps.read_for(request.form.get("phieu", ""), KIND, point_id)
    except BadStampError:
        return _page(generation, point, error=say("Phiếu đã hỏng. Hãy chọn lại rồi gửi."), chosen=score)
    if score is None:
        return _page(generation, point, error=say("Chưa chọn mức nào. Hãy chạm vào một mức rồi gửi."))
    is_machine = bool(request.form.get(guards.TRAP))
    parts.store.add_rating(
        {
            "stamp": stamp.nonce,
            "point": point_id,
            "day": parts.now().date(),
            "score": score.number,
            "is_counted": not is_machine and guards.may_rate(),
        }
    )
    return page("rated.html", generation, point=point, answers=_answers(generation, point)), HTTPStatus.CREATED


def _page(generation: Generation, point: ServicePoint, error: str = "", chosen: Score | None = None) -> Answer:
    parts = services()
    html = page(
        "rating_form.html",
        generation,
        point=point,
        office=generation.register.catalogue.offices[point.office],
        scores=list(Score),
        chosen=chosen,
        stamp=parts.stamps.write(Stamp(KIND, point.id, "", secrets.token_hex(16))),
        answers=_answers(generation, point),
        errors=[("muc-5", error)] if error else [],
    )
    return html, HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK


def _answers(generation: Generation, point: ServicePoint) -> Tally | None:
    """Return this month's answers, None while they are too few to be shown."""
    counts = services().store.ratings(point.id, _month(services().now().date()))
    by_score = {score: counts[score.number] for score in Score if score.number in counts}
    return shown(by_score, generation.register.catalogue.threshold(Threshold.FEWEST_RATINGS))


def _month(day: date) -> date:
    return day.replace(day=1)


def _unknown() -> Answer:
    return problem_page(
        Explanation(
            say("Không có điểm phục vụ này"),
            say("Đường dẫn có thể bị gõ thiếu, hoặc điểm phục vụ đã đổi. Hãy chọn lại từ trang Điểm phục vụ."),
            HTTPStatus.NOT_FOUND,
        )
    )
