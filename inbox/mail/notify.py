"""How mail leaves: by SMTP, or into a console mailbox for trying things out; what cannot leave now is tried again."""

import os
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from inbox.mail.letters import compose, is_true
from inbox.stores.comments import Store

_TIMEOUT = 20  # seconds
_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
_PERMANENT = 500  # SMTP replies from here on will not change by waiting
# What to wait before trying again after a failure that may pass; after the last one the mail has failed.
_PATIENCE = [timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720, 720, 720, 720, 720)]


class CannotSendError(Exception):
    """The mail could not be handed over; `is_permanent` when trying again is useless."""

    def __init__(self, reason: str, *, is_permanent: bool) -> None:
        super().__init__(reason)
        self.is_permanent = is_permanent


class Notifier(Protocol):
    """What we need of a way to send mail."""

    def send(self, message: EmailMessage) -> None:
        """Hand a message over. Raises CannotSendError."""


@dataclass(frozen=True)
class Smtp:
    """Sends through a mail server; `url` is smtp://host:port or smtps://name:password@host:port."""

    url: str

    def send(self, message: EmailMessage) -> None:
        """Hand a message to the server. Raises CannotSendError."""
        parts = urlsplit(self.url)
        connect: Callable[..., smtplib.SMTP] = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
        try:
            server = connect(parts.hostname or "localhost", parts.port or 0, timeout=_TIMEOUT)
            try:
                if parts.username:
                    if parts.scheme == "smtp" and parts.hostname not in _THIS_MACHINE:
                        server.starttls(context=ssl.create_default_context())  # no password in clear over a network
                    server.login(unquote(parts.username), unquote(parts.password or ""))
                server.send_message(message)
            finally:
                # The server has the message or has refused it; how it says good-bye changes neither.
                with suppress(OSError, smtplib.SMTPException):
                    server.quit()
        except smtplib.SMTPRecipientsRefused as error:
            codes = {code for code, _ in error.recipients.values()}
            raise CannotSendError(
                f"máy chủ thư từ chối người nhận {sorted(codes)}", is_permanent=min(codes) >= _PERMANENT
            ) from None
        except smtplib.SMTPAuthenticationError as error:
            # Our own password is wrong: the mail waits until somebody has put it right.
            raise CannotSendError("máy chủ thư không nhận mật khẩu", is_permanent=False) from error
        except smtplib.SMTPResponseException as error:
            raise CannotSendError(
                f"máy chủ thư trả lời {error.smtp_code}", is_permanent=error.smtp_code >= _PERMANENT
            ) from None
        except (OSError, smtplib.SMTPException) as error:
            raise CannotSendError(type(error).__name__, is_permanent=False) from error


@dataclass(frozen=True)
class ConsoleMailbox:
    """Keeps mail in a folder, for `make serve`."""

    folder: Path

    def send(self, message: EmailMessage) -> None:
        """Keep a message as one file; the same message twice is one file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = message["Message-ID"].strip("<>").partition("@")[0]
        fresh = self.folder / f"{name}.new"
        fresh.write_bytes(bytes(message))
        os.utime(fresh)
        fresh.replace(self.folder / f"{name}.eml")


def notifier(mail: str, mailbox: Path) -> Notifier:
    """Return the way to send that the setting names."""
    return ConsoleMailbox(mailbox) if urlsplit(mail).scheme == "console" else Smtp(mail)


def send_due(store: Store, send: Notifier, sender: str, address: str, now: datetime) -> int:
    """Send all mail that is due; return how many were sent. A failure that may pass is tried again later.

    A reminder that has waited until it is no longer true does not go out.
    """
    sent = 0
    while (mail := store.claim_mail(now)) is not None:
        about = [comment for comment in store.mail_subjects(mail) if is_true(comment, now.date())]
        if not about:
            store.mail_dropped(mail["id"])
            continue
        try:
            message = compose(mail, about, sender, address)
        except Exception:  # noqa: BLE001  # the library raises anything for an address of odd shape; others must go out
            store.mail_failed(mail["id"], "địa chỉ người nhận không dùng được")
            continue
        try:
            send.send(message)
        except CannotSendError as error:
            tries = mail["attempts"]
            if error.is_permanent or tries >= len(_PATIENCE):
                store.mail_failed(mail["id"], str(error))
            else:
                store.mail_postponed(mail["id"], now + _PATIENCE[tries])
        else:
            store.mail_sent(mail["id"], now)
            sent += 1
    return sent
