"""The verbs of accounts, free of Flask: invite, accept, sign in, set up a second factor, reset, change, close."""

import re
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import Enum

from inbox.access import second_factor, throttle
from inbox.access.keys import derived
from inbox.access.passwords import PasswordProblem, is_password, password_hash, password_problem
from inbox.access.permissions import ROLES
from inbox.errors import AccountProblemsError, InvitationError, TooManyTriesError, WrongSignInError
from inbox.stores.accounts import AccountStore, Event
from inbox.stores.database import Row
from plugins.domain.offices import Offices
from plugins.domain.receipts import code_hash, secret_code
from plugins.domain.sendings import LONGEST_FIELD
from plugins.domain.text import nfc, without_control_characters

SESSION_LASTS = timedelta(hours=10)
INVITATION_LASTS = timedelta(days=7)
RECOVERY_CODES = 8
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
# Wrong tries of one login from one browser or network, and how long they count.
_MOST_TRIES, _TRIES_COUNT = 5, timedelta(minutes=15)
# Wrong codes after the right password, from whatever network: somebody has the password.
_MOST_CODES, _CODES_COUNT = 10, timedelta(hours=1)
BY_COMMAND, SOMEBODY = "dòng lệnh", "chưa rõ"


class Act(Enum):
    """What can happen to an account; `words` are for its history."""

    ADDED = ("added", "Tạo tài khoản")
    INVITED = ("invited", "Mời")
    ACCEPTED = ("accepted", "Đặt mật khẩu theo lời mời")
    SIGNED_IN = ("signed-in", "Đăng nhập")
    USED_RECOVERY_CODE = ("used-recovery-code", "Dùng một mã khôi phục")
    CODES_GUESSED = ("codes-guessed", "Đúng mật khẩu nhưng nhiều lần sai mã xác thực")
    CHANGED_PASSWORD = ("changed-password", "Đổi mật khẩu")
    SET_SECOND_FACTOR = ("set-second-factor", "Cài xác thực hai bước")
    RESET = ("reset", "Đặt lại tài khoản, mời lại")
    CHANGED_ROLE = ("changed-role", "Đổi vai trò, cơ quan")
    ENDED_SESSIONS = ("ended-sessions", "Kết thúc mọi phiên")
    CLOSED = ("closed", "Khóa tài khoản")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words

    @classmethod
    def by_id(cls, id_: str) -> "Act":
        """Return the act of that id. Raises StopIteration for an unknown one."""
        return next(act for act in cls if act.id == id_)


class AccountProblem(Enum):
    """What is wrong with a field of an account."""

    BAD_LOGIN = "not a login"
    LOGIN_TAKEN = "somebody else's login"
    NO_NAME = "no name, or one too long"
    NO_OFFICE = "no office of that id"
    NO_ROLE = "no role of that id"
    WRONG_PASSWORD = "not the present password"  # noqa: S105  # a problem, no password
    WRONG_CODE = "not the code that the app shows"


@dataclass(frozen=True)
class NewAccount:
    """An account as an administrator describes it; a screener reads what looks like a complaint or denunciation."""

    login: str
    name: str
    office: str
    role: str
    is_screener: bool = False

    @property
    def row(self) -> Row:
        """The account as it is stored."""
        return {**asdict(self), "name": self.name.strip()}


@dataclass(frozen=True)
class Credentials:
    """What somebody signs in with, and from where: the mark of their browser, the address of their network."""

    login: str
    password: str
    code: str
    mark: str
    address: str


@dataclass(frozen=True)
class SignedIn:
    """A session that was opened: its token, and the mark that makes the browser a known one."""

    token: str
    mark: str


@dataclass(frozen=True)
class Accounts:
    """The verbs, with what they work on."""

    store: AccountStore
    totp_key: bytes
    recovery_key: bytes
    throttle_key: bytes

    @classmethod
    def of(cls, store: AccountStore, secret_key: str) -> "Accounts":
        """Return the verbs for a store, with keys of the server's secret."""
        return cls(store, *(derived(secret_key, purpose) for purpose in ("totp", "recovery", "throttle")))

    def add(self, account: NewAccount, offices: Offices, password: str, now: datetime) -> None:
        """Make an account with a password, or give a known login these values, by command.

        Raises AccountProblemsError.
        """
        problems = [*_problems(account, offices), *_password_problems(account.login, password, password)]
        if problems:
            raise AccountProblemsError(problems)
        event = _event(Act.ADDED, BY_COMMAND, now, office=account.office, role=account.role)
        self.store.add_officer(account.row, password_hash(password), event)

    def invite(self, actor: Row, account: NewAccount, offices: Offices, now: datetime) -> tuple[int, str]:
        """Make an account; return its number and the token of its invitation. Raises AccountProblemsError."""
        if problems := _problems(account, offices):
            raise AccountProblemsError(problems)
        token = secrets.token_urlsafe(32)
        event = _event(Act.INVITED, actor["login"], now, office=account.office, role=account.role)
        number = self.store.invite(account.row, token, now + INVITATION_LASTS, event)
        if number is None:
            raise AccountProblemsError([("ten", AccountProblem.LOGIN_TAKEN)])
        return number, token

    def invited(self, token: str, now: datetime) -> Row:
        """Return who was invited by a token. Raises InvitationError."""
        officer = self.store.invited(token, now) if token else None
        if officer is None:
            raise InvitationError
        return officer

    def accept(self, token: str, password: str, again: str, now: datetime) -> str:
        """Set the password of an invited account; return its login. Raises InvitationError, AccountProblemsError."""
        officer = self.invited(token, now)
        if problems := _password_problems(officer["login"], password, again):
            raise AccountProblemsError(problems)
        event = _event(Act.ACCEPTED, officer["login"], now)
        if not self.store.accept_invitation(token, password_hash(password), event):
            raise InvitationError
        return str(officer["login"])

    def sign_in(self, typed: Credentials, now: datetime) -> SignedIn:
        """Open a session. Raises TooManyTriesError without looking at the password, else WrongSignInError."""
        login = typed.login.strip().lower()
        bucket = throttle.bucket(self.throttle_key, login, typed.mark, typed.address)
        count, until = self.store.count_try(bucket, now, _TRIES_COUNT)
        if count > _MOST_TRIES:
            raise TooManyTriesError(until)
        officer = self.store.officer(login)
        if not is_password(officer["password_hash"] if officer else "", typed.password) or officer is None:
            raise WrongSignInError
        if officer["totp_salt"] is not None:
            self._check_code(officer, typed, now)
        token = secrets.token_urlsafe(32)
        if not self.store.open_session(officer, token, SESSION_LASTS, _event(Act.SIGNED_IN, login, now)):
            raise WrongSignInError
        self.store.forget_tries(bucket, now)
        return SignedIn(token, throttle.new_mark(self.throttle_key, login))

    def _check_code(self, officer: Row, typed: Credentials, now: datetime) -> None:
        """Take a code of the app or a recovery code, each once. Raises TooManyTriesError, WrongSignInError."""
        guesses = None
        if not throttle.is_known(self.throttle_key, officer["login"], typed.mark):
            guesses = throttle.code_bucket(self.throttle_key, officer["login"])
            self._count_code(officer, guesses, now)
        if not self._is_code(officer, typed.code, now):
            raise WrongSignInError
        if guesses is not None:
            self.store.forget_tries(guesses, now)

    def _is_code(self, officer: Row, typed: str, now: datetime) -> bool:
        shared = second_factor.secret(self.totp_key, officer["totp_salt"])
        step = second_factor.step_of(shared, typed, now)
        if step is not None:
            return self.store.use_step(officer["id"], step)
        hashed = code_hash(self.recovery_key, typed)
        if hashed is None:
            return False
        event = _event(Act.USED_RECOVERY_CODE, officer["login"], now)
        return self.store.use_recovery_code(officer["id"], hashed, event)

    def _count_code(self, officer: Row, guesses: str, now: datetime) -> None:
        """Count a code; somebody who has the password and guesses codes is told of in the account's history."""
        count, until = self.store.count_try(guesses, now, _CODES_COUNT)
        if count == _MOST_CODES + 1:
            self.store.record(officer["id"], _event(Act.CODES_GUESSED, SOMEBODY, now))
        if count > _MOST_CODES:
            raise TooManyTriesError(until)

    def change_password(  # what the form holds, and who sent it
        self, officer: Row, token: str, present: str, password: str, again: str, now: datetime
    ) -> None:
        """Give an officer a new password; their other sessions end. Raises AccountProblemsError."""
        problems = [] if is_password(officer["password_hash"], present) else [_WRONG_PASSWORD]
        problems += _password_problems(officer["login"], password, again)
        if problems:
            raise AccountProblemsError(problems)
        event = _event(Act.CHANGED_PASSWORD, officer["login"], now)
        self.store.change_password(officer["id"], password_hash(password), token, event)

    def set_second_factor(  # what the form holds, and who sent it
        self, officer: Row, token: str, present: str, salt: str, typed: str, now: datetime
    ) -> list[str]:
        """Make the phone that computed a code the officer's second factor; return fresh recovery codes.

        Their other sessions end. Raises AccountProblemsError unless password and code are right.
        """
        problems = [] if is_password(officer["password_hash"], present) else [_WRONG_PASSWORD]
        step = None
        if second_factor.is_salt(salt):
            step = second_factor.step_of(second_factor.secret(self.totp_key, salt), typed, now)
        if step is None:
            problems.append(("ma-xac-thuc", AccountProblem.WRONG_CODE))
        if problems or step is None:
            raise AccountProblemsError(problems)
        codes = [secret_code(self.recovery_key, secrets.token_hex(16)) for _ in range(RECOVERY_CODES)]
        hashes = [hashed for code in codes if (hashed := code_hash(self.recovery_key, code))]
        event = _event(Act.SET_SECOND_FACTOR, officer["login"], now)
        self.store.set_second_factor(officer["id"], salt, step, hashes, token, event)
        return codes

    def reset(self, actor: Row, account: Row, now: datetime) -> str:
        """Take password, second factor and sessions away; return the token of a new invitation."""
        token = secrets.token_urlsafe(32)
        event = _event(Act.RESET, actor["login"], now)
        self.store.invite_anew(account["id"], token, now + INVITATION_LASTS, event)
        return token

    def change_role(self, actor: Row, account: Row, asked: NewAccount, offices: Offices, now: datetime) -> None:
        """Give an account the role, office and assignment that are asked for; its sessions end.

        Raises AccountProblemsError.
        """
        if problems := _problems(asked, offices):
            raise AccountProblemsError(problems)
        was = {"from_office": account["office"], "from_role": account["role"]}
        event = _event(Act.CHANGED_ROLE, actor["login"], now, office=asked.office, role=asked.role, **was)
        self.store.change_role({**asked.row, "id": account["id"]}, event)

    def end_sessions(self, actor: Row, account: Row, now: datetime) -> None:
        """Sign an officer out everywhere."""
        self.store.end_sessions(account["id"], _event(Act.ENDED_SESSIONS, actor["login"], now))

    def close(self, actor: Row, account: Row, now: datetime) -> None:
        """Close an account: nobody signs in by it any more; an invitation opens it again."""
        self.store.close(account["id"], _event(Act.CLOSED, actor["login"], now))


Problems = list[tuple[str, AccountProblem | PasswordProblem]]
_WRONG_PASSWORD: tuple[str, AccountProblem | PasswordProblem] = ("mat-khau", AccountProblem.WRONG_PASSWORD)


def _event(act: Act, actor: str, now: datetime, **detail: str) -> Event:
    return Event(act.id, actor, now, detail)


def _problems(account: NewAccount, offices: Offices) -> Problems:
    """Return what is wrong with an account as described: pairs of field and problem."""
    name = nfc(account.name).strip()
    is_name = 0 < len(name) <= LONGEST_FIELD and without_control_characters(name) == name
    checks = [
        (is_name, "ho-ten", AccountProblem.NO_NAME),
        (_LOGIN.fullmatch(account.login) is not None, "ten", AccountProblem.BAD_LOGIN),
        (account.office in offices, "co-quan", AccountProblem.NO_OFFICE),
        (account.role in ROLES, "vai-tro", AccountProblem.NO_ROLE),
    ]
    return [(field, problem) for is_good, field, problem in checks if not is_good]


def _password_problems(login: str, password: str, again: str) -> Problems:
    if (problem := password_problem(login, password)) is not None:
        return [("mat-khau-moi", problem)]
    return [] if password == again else [("mat-khau-lai", PasswordProblem.NOT_THE_SAME)]
