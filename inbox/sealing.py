"""Reports that only a superior office can open: sealed on arrival to its public key (libsodium's sealed box).

The superior makes its keys and opens what it gets on a machine of its own, without anything else of the inbox:

    python -m inbox.sealing new-key FILE          writes the secret key, prints the public one for co-quan.toml
    python -m inbox.sealing open FILE BOX…        prints what is in the boxes that came by mail
"""

import json
import sys
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

_WORDS = {
    "at": "Lúc",
    "accused": "Về cơ quan (mã)",
    "body": "Nội dung",
    "name": "Họ tên",
    "organisation": "Tổ chức",
    "phone": "Điện thoại",
    "email": "Thư điện tử",
    "village": "Thôn (mã)",
}


def seal(letter: Mapping[str, object], public_key: str) -> bytes:
    """Return a letter in a box that only the holder of the secret key opens; `public_key` is in Base64."""
    plain = json.dumps(letter, ensure_ascii=False).encode()
    return bytes(SealedBox(PublicKey(b64decode(public_key))).encrypt(plain))


class NotForUsError(Exception):
    """What was to be opened is no box for this key."""


def unseal(box: bytes, secret_key: bytes) -> dict[str, str]:
    """Return the letter in a box. Raises NotForUsError."""
    try:
        letter: dict[str, str] = json.loads(SealedBox(PrivateKey(secret_key)).decrypt(box))
    except (CryptoError, ValueError, TypeError) as error:
        raise NotForUsError from error
    return letter


@click.group()
def commands() -> None:
    """Thư niêm phong: chỉ cơ quan cấp trên mở được."""


@commands.command("new-key")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def new_key(file: Path) -> None:
    """Ghi khóa bí mật mới vào FILE, in khóa công khai."""
    key = PrivateKey.generate()
    try:
        file.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise click.ClickException(f"không ghi được {file}: tệp đã có hoặc không được phép") from error
    file.write_bytes(b64encode(bytes(key)))
    click.echo(f'khoa-niem-phong = "{b64encode(bytes(key.public_key)).decode()}"')
    click.echo("Hãy giữ kín tệp khóa và một bản sao: mất khóa thì không ai mở được thư.", err=True)


@commands.command("open")
@click.argument("key", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("boxes", type=click.Path(path_type=Path, exists=True, dir_okay=False), nargs=-1, required=True)
def open_boxes(key: Path, boxes: Sequence[Path]) -> None:
    """Mở các tệp thư niêm phong BOXES bằng tệp khóa KEY."""
    try:
        secret_key = b64decode(key.read_bytes(), validate=True)
    except ValueError as error:
        raise click.ClickException(f"{key} không phải là tệp khóa") from error
    for box in boxes:
        try:
            letter = unseal(box.read_bytes(), secret_key)
        except NotForUsError:
            click.echo(f"{box}: không mở được bằng khóa này", err=True)
            sys.exit(1)
        click.echo(f"== {box.name}")
        for name, words in _WORDS.items():
            if letter.get(name):
                click.echo(f"{words}: {letter[name]}")


if __name__ == "__main__":
    commands()
