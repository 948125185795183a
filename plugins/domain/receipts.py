"""What a citizen takes home: a public reference to talk about, a secret code to look up with."""

import hashlib
import hmac
import re

# Letters that cannot be taken for digits or for each other; 23 of them, so that 23 (a prime) checks all of the number.
_CHECK_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYZ"
# Crockford's base 32: no I, L, O, U.
_CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 20  # 100 bits
_GROUP = 4


def reference(prefix: str, year: int, number: int) -> str:
    """Return a public reference with its check letter: `GY-2026-000123-C`."""
    return f"{prefix}-{year}-{number:06d}-{_check_letter(year, number)}"


def _check_letter(year: int, number: int) -> str:
    """Any single wrong digit and any swap of neighbours changes the sum modulo 23."""
    digits = f"{year}{number:06d}"
    return _CHECK_LETTERS[sum(int(d) * 2**i for i, d in enumerate(digits, 1)) % len(_CHECK_LETTERS)]


def normal_reference(typed: str) -> str | None:
    """Return a typed reference in its normal form, None when it is none or its check letter is wrong."""
    found = re.fullmatch(r"([A-Z]{2})-?(\d{4})-?(\d{6,9})-?([A-Z])", re.sub(r"\s", "", typed).upper())
    if found is None:
        return None
    prefix, year, number, letter = found[1], int(found[2]), int(found[3]), found[4]
    is_whole = f"{year}-{number:06d}" == f"{found[2]}-{found[3]}" and letter == _check_letter(year, number)
    return reference(prefix, year, number) if is_whole else None


def secret_code(key: bytes, stamp: str) -> str:
    """Return the code of a form: derived from its one-time stamp, so that the same form gives the same code.

    100 bits in groups of four. Only the holder of the server's key can compute it.
    """
    digest = hmac.new(key, b"code:" + stamp.encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest, "big")
    letters = [_CODE_ALPHABET[number >> (5 * i) & 31] for i in range(_CODE_LENGTH)]
    return "-".join("".join(letters[i : i + _GROUP]) for i in range(0, _CODE_LENGTH, _GROUP))


def code_hash(key: bytes, typed: str) -> str | None:
    """Return the keyed hash under which a code is stored, None when what was typed cannot be a code.

    Case, spaces and hyphens do not matter; O is read as 0, I and L as 1.
    """
    bare = re.sub(r"[\s-]", "", typed).upper().translate(str.maketrans("OIL", "011"))
    if len(bare) != _CODE_LENGTH or any(c not in _CODE_ALPHABET for c in bare):
        return None
    return hmac.new(key, b"hash:" + bare.encode(), hashlib.sha256).hexdigest()
