"""How well denunciations and complaints are noticed, by judged texts; the numbers are asserted, so they stay true.

The texts are made up by the author of the rules, so real ones will do worse: a screener judges, and what nobody noticed
the office classifies.
"""

import pytest
from domain.judged_texts import COMPLAINT, DENUNCIATION, NEITHER, SEEN, UNSEEN

from plugins.domain.recognising import suspicion

# What the rules do not see, and what they take for something it is not.
MISSED = {"Bà I làm ở trạm y tế bán thuốc cấp phát miễn phí cho dân, tôi có ghi âm."}
FALSE_ALARMS: set[str] = set()


def judged(text: str) -> str:
    found = suspicion(text)
    return found.id if found else NEITHER


def test_there_are_enough_texts_of_each_kind() -> None:
    kinds = [kind for kind, _ in SEEN + UNSEEN]
    assert [kinds.count(kind) for kind in (DENUNCIATION, COMPLAINT, NEITHER)] == [33, 20, 57]


@pytest.mark.parametrize("texts", [SEEN, UNSEEN], ids=["seen", "unseen"])
def test_all_but_the_known_failures_are_told_apart(texts: list[tuple[str, str]]) -> None:
    wrong = {text for kind, text in texts if judged(text) != kind}
    assert wrong == {text for _, text in texts} & (MISSED | FALSE_ALARMS)


@pytest.mark.parametrize("kind", [DENUNCIATION, COMPLAINT])
def test_it_does_not_matter_how_a_text_is_typed(kind: str) -> None:
    for _, text in [row for row in SEEN if row[0] == kind]:
        assert judged(text.upper()) == kind
        assert judged(f"Kính thưa quý cơ quan.\n\n{text}\n\nXin cảm ơn.") == kind
