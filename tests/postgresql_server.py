"""A PostgreSQL server of one's own, on a socket: for tests and for the bench."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs: the newest that Debian installed, or the one on the path; or None."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3].split(".")[0]))
    found = installed[-1] if installed else shutil.which("initdb")
    return Path(found).parent if found else None


def version() -> str:
    """Return what these programs are, such as `PostgreSQL 15.4`."""
    command = [str((programs() or Path()) / "postgres"), "--version"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return " ".join(told.replace("(", "").replace(")", "").split()[1:3])


@contextmanager
def serving(of: Path, *options: str) -> Iterator[Path]:
    """Run a server with these programs; give the folder of its socket, where anybody is `postgres`."""
    user = _unprivileged()
    # Not under pytest's folder, which other users cannot enter; a short name, for sockets allow no long one.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    data = folder / "data"
    if user:
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        command = [str(of / program), "-D", str(data), *arguments]
        with (folder / "output").open("w") as output:
            done = subprocess.run(command, user=user, cwd=folder, stdout=output, stderr=output, check=False)
        assert done.returncode == 0, (folder / "output").read_text()

    try:
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        settings = " ".join(f"-c {option}" for option in ("listen_addresses=''", "fsync=off", *options))
        run("pg_ctl", "start", "-w", "-o", f"-k {folder} {settings}", "-l", str(folder / "log"))
        try:
            yield folder
        finally:
            run("pg_ctl", "stop", "-w", "-m", "immediate")
    finally:
        shutil.rmtree(folder)


def _unprivileged() -> str | None:
    """Return whom PostgreSQL runs as: None for oneself; as root, somebody else, for it refuses root."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
