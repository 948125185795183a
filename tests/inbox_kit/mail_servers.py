"""A real SMTP server for tests, well or ill."""

from asyncio import Server, sleep
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller

_LONGER_THAN_ANYBODY_WAITS = 0.5  # seconds; a test that uses it waits less


def text_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def everything(mail: EmailMessage) -> str:
    """Everything a mail says: its headers, its text and its HTML, decoded."""
    parts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    return "\n".join([*(f"{name}: {value}" for name, value in mail.items()), *parts])


@dataclass
class MailServer:
    """Keeps the mail it takes; `replies` says what it answers to a command (MAIL, RCPT, RCPT a@b, DATA, QUIT) instead.

    The reply "drop" breaks the connection without one; at DATA, "keep, drop" and "keep, stall" take the mail before
    that, or before saying nothing any more. `seen` has also the mails that it did not take, as bytes.
    """

    replies: dict[str, str] = field(default_factory=dict)
    messages: list[EmailMessage] = field(default_factory=list)
    seen: list[bytes] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def to(self, address: str) -> list[EmailMessage]:
        """What it took for an address."""
        return [message for message in self.messages if message["To"] == address]

    def _reply(self, command: str, server: Any) -> str | None:
        reply = self.replies.get(command)
        if reply is not None and reply.endswith("drop"):
            server.transport.abort()
        return reply

    # The names of these are aiosmtpd's.

    async def handle_MAIL(  # noqa: N802
        self, server: Any, _session: object, envelope: Any, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self._reply("MAIL", server) or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: Any, _session: object, envelope: Any, address: str, _options: list[str]
    ) -> str:
        reply = self._reply(f"RCPT {address}", server) or self._reply("RCPT", server)
        if reply is None:
            envelope.rcpt_tos.append(address)
        return reply or "250 OK"

    async def handle_DATA(self, server: Any, _session: object, envelope: Any) -> str:  # noqa: N802
        reply = self._reply("DATA", server)
        self.seen.append(envelope.content)
        self.senders.append(envelope.mail_from)
        if reply is None or reply.startswith("keep"):
            self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        if reply == "keep, stall":
            await sleep(_LONGER_THAN_ANYBODY_WAITS)
        return reply or "250 OK"

    async def handle_QUIT(self, server: Any, _session: object, _envelope: object) -> str:  # noqa: N802
        return self._reply("QUIT", server) or "221 Bye"


class _OnFreePort(Controller):
    def _trigger_server(self) -> None:
        self.port = cast(Server, self.server).sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def serving(server: MailServer) -> Iterator[None]:
    """Run a mail server on a free port as long as the block lasts."""
    controller = _OnFreePort(server, hostname="127.0.0.1", port=0)
    controller.start()
    server.port = controller.port
    try:
        yield
    finally:
        controller.stop()
