"""The inbox behind its web server, in a process of its own."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from multiprocessing.process import BaseProcess

from running import free_port, serving
from support import TODAY

from inbox.settings import Settings


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment of a process of the inbox with these settings."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CONG_KHAI_")}
    return {
        **inherited,
        "PYTHONUTF8": "1",
        "CONG_KHAI_SECRET_KEY": settings.secret_key,
        "CONG_KHAI_DATABASE": settings.database,
        "CONG_KHAI_DATA": str(settings.data),
        "CONG_KHAI_BUILD": str(settings.build),
        "CONG_KHAI_CONTENT": str(settings.content),
        "CONG_KHAI_MAIL": "console:",
        "CONG_KHAI_MAIL_FROM": settings.mail_from,
        "CONG_KHAI_SITEURL": settings.address,
        "CONG_KHAI_NOW": TODAY,
    }


@contextmanager
def served(environment: dict[str, str]) -> Iterator[tuple[BaseProcess, HTTPConnection]]:
    """The inbox behind waitress in a process of its own, and a connection to it."""
    port = free_port()
    with serving(port, environment) as process, closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        yield process, connection
