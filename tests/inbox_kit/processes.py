"""The inbox behind its web server, in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

from support import ROOT, TODAY

from inbox.settings import Settings

SERVER = """
from waitress import create_server
from inbox import create_app
server = create_server(create_app(), host="127.0.0.1", port=0)
print(server.effective_port, flush=True)
server.run()
"""


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
def served(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], HTTPConnection]]:
    """The inbox behind waitress in a process of its own, and a connection to it."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        connection = HTTPConnection("127.0.0.1", int(process.stdout.readline()), timeout=30)
        yield process, connection
        connection.close()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
