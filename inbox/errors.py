"""What the inbox cannot take as it is: named facts with values; `wording` says them to people."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum

from inbox.stores.comments import Row
from plugins.domain.offices import Office
from plugins.domain.register import RegisteredDraft
from plugins.domain.sendings import Problem


class ProblemsError(Exception):
    """What was typed cannot be taken as it is; carries each problem with its field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = list(problems)


class UnknownDraftError(Exception):
    """No draft of that id is published."""


class UnknownOfficeError(Exception):
    """No office of that id is in the directory."""


class UnknownDialogueError(Exception):
    """No dialogue of that id is announced."""


class NoSealKeyError(Exception):
    """A report can be sealed to nobody; carries the office it would be for, None where the directory names none."""

    def __init__(self, office: Office | None) -> None:
        super().__init__(office.id if office else "")
        self.office = office


class UnknownProvisionError(Exception):
    """The draft has no provision of that id."""


class NotOpenYetError(Exception):
    """The consultation has not begun; carries the draft."""

    def __init__(self, draft: RegisteredDraft) -> None:
        super().__init__(draft.id)
        self.draft = draft


class TextChangedError(Exception):
    """The draft's text is no longer the one the citizen had before them."""


class SentOtherwiseError(Exception):
    """This form was already sent, with other words; carries the comment that was stored."""

    def __init__(self, comment: Row) -> None:
        super().__init__(comment["reference"])
        self.comment = comment


class NotFoundError(Exception):
    """No comment has this reference and this code (or none that this office may see)."""


class TooManyGuessesError(Exception):
    """A network has tried many wrong codes on one reference."""


class ForeignPageError(Exception):
    """A form came from a page of another site."""


class HeldError(Exception):
    """A comment is held until an officer has looked at it; before, nothing goes out about it."""


class NotHeldError(Exception):
    """A comment is not held: nobody has to say whether it is spam."""


class OtherLimitError(Exception):
    """Another kind would change by when or how a comment is answered: such a thing is looked at one by one."""


class Refusal(Enum):
    """Why an office does not get a comment from another."""

    UNKNOWN = "unknown"
    ELSEWHERE = "elsewhere"  # of another authority: it has no desk here
    DISSOLVED = "dissolved"
    SAME = "same"
    ACCUSED = "accused"  # the report is about it
    NOT_WAITING = "not-waiting"  # nobody owes an answer to it now


class TransferError(Exception):
    """A comment cannot go to another office; carries why, and the office where there is one."""

    def __init__(self, refusal: Refusal, office: Office | None = None) -> None:
        super().__init__(refusal)
        self.refusal = refusal
        self.office = office


class NotWaitingError(Exception):
    """Nobody owes an answer to a comment now, so nothing can be asked about it."""


class OvertakenError(Exception):
    """Another officer was first: carries that event, and the office to which the comment went, None for an answer."""

    def __init__(self, event: Row, office: Office | None) -> None:
        super().__init__(event["comment_id"])
        self.event = event
        self.office = office


class ProposedMeanwhileError(Exception):
    """Another officer has proposed an answer since: carries it, a row of the table proposals."""

    def __init__(self, proposal: Row) -> None:
        super().__init__(proposal["comment_id"])
        self.proposal = proposal


class CannotPublishError(Exception):
    """Only an answer to a comment on a published draft can be published."""


class PublishedApartError(Exception):
    """Answers that the public knows from several files cannot become one; carries the references of the comments."""

    def __init__(self, references: Sequence[str]) -> None:
        super().__init__(references)
        self.references = list(references)


class StillOpenError(Exception):
    """A round takes comments and cannot be closed yet; carries the draft."""

    def __init__(self, draft: RegisteredDraft) -> None:
        super().__init__(draft.id)
        self.draft = draft


class ClosedByHandError(Exception):
    """A round was closed by a file that the desk did not write; carries the draft."""

    def __init__(self, draft: RegisteredDraft) -> None:
        super().__init__(draft.id)
        self.draft = draft


class UndisposedError(Exception):
    """A round cannot be closed: some opinions have no published answer; carries how many."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class NotKeptError(Exception):
    """Files are written but git did not take them; carries the command that failed: add, commit, push."""

    def __init__(self, command: str) -> None:
        super().__init__(command)
        self.command = command


class SamePersonError(Exception):
    """Who keyed something in cannot be the second pair of eyes, and what was not keyed in needs none."""


class AnsweredError(Exception):
    """The office has answered already: too late to correct or withdraw."""


class NotAnsweredError(Exception):
    """There is no answer yet that could be rated or looked at again."""


class ReopenedBeforeError(Exception):
    """A submission is reopened once, and this one was."""


class WithdrawnError(Exception):
    """The citizen has withdrawn it."""


class SealedError(Exception):
    """Nobody here can read it, so nobody can change it."""


class WrongSignInError(Exception):
    """Login, password or code is wrong; nobody is told which."""


class TooManyTriesError(Exception):
    """Somebody has tried to sign in too often; carries the moment from which they may try again."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class InvitationError(Exception):
    """An invitation is not known, was used, or is too old."""


class AccountProblemsError(Exception):
    """An account or a password cannot be taken as it is; carries pairs of field and problem."""

    def __init__(self, problems: Sequence[tuple[str, Enum]]) -> None:
        super().__init__(problems)
        self.problems = list(problems)


class BadOutlineError(Exception):
    """An outline of the annual report cannot be filled; carries its path and what the template engine says."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason
