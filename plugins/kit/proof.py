"""The proof that something stands in the log of receipts, as a file to take home; checked offline, by anybody.

`python -m plugins.kit.proof FILE ROOT` needs no more than Python: it works the commitment out anew and follows the way
up to the root of the day, which stands on the page “Sổ biên nhận”, in its feed and in git. With `--words FILE` it
compares what was written, too.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from plugins.domain.deadlines import vietnamese_date
from plugins.domain.receipt_log import Side, Statement, Step, leads_to, words_hash

# Names in the file for the names in the domain.
_STATEMENT = {
    "muoi": "salt",
    "so": "reference",
    "luc": "moment",
    "dieu-khoan": "provision",
    "thai-do": "stance",
    "bam-noi-dung": "words",
}
_SIDES = {Side.LEFT: "bên trái:", Side.RIGHT: "bên phải:"}


class BadProofError(Exception):
    """A file is no proof, or does not prove what it says; carries what is wrong, in Vietnamese."""


@dataclass(frozen=True)
class Proof:
    """What was received, and its way up to the root (hex) of a day."""

    statement: Statement
    day: date
    steps: tuple[Step, ...]
    root: str


def as_json(proof: Proof, how: str) -> str:
    """Return a proof as JSON; `how` is a sentence that says how it is checked."""
    plain = {
        "cach-kiem-tra": how,
        **{name: getattr(proof.statement, field) for name, field in _STATEMENT.items()},
        "cam-ket": proof.statement.commitment,
        "ngay": proof.day.isoformat(),
        "duong-len-goc": [{"ben": step.side.value, "bam": step.neighbour} for step in proof.steps],
        "goc": proof.root,
    }
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def as_text(proof: Proof, how: str) -> str:
    """Return a proof as plain text, to be printed and checked by hand; `how` as for JSON."""
    said = proof.statement
    rows = [
        ("Số", said.reference),
        ("Lúc nhận", said.moment),
        ("Mã điều khoản", said.provision),
        ("Mã thái độ", said.stance),
        ("SHA-256 của nội dung", said.words),
        ("Muối", said.salt),
        ("Cam kết", said.commitment),
        ("Ngày trong sổ", vietnamese_date(proof.day)),
    ]
    lines = ["BẰNG CHỨNG TRONG SỔ BIÊN NHẬN", "", *(f"{words}: {value}" for words, value in rows), "Đường lên gốc:"]
    lines += [f"  {_SIDES[step.side]} {step.neighbour}" for step in proof.steps] or ["  (biên nhận duy nhất của ngày)"]
    return "\n".join([*lines, f"Gốc: {proof.root}", "", how]) + "\n"


def read(text: str) -> Proof:
    """Return the proof that a JSON text holds. Raises BadProofError."""
    try:
        plain: dict[str, Any] = json.loads(text)
        statement = Statement(**{field: str(plain[name]) for name, field in _STATEMENT.items()})
        steps = tuple(Step(Side(step["ben"]), str(step["bam"])) for step in plain["duong-len-goc"])
        proof = Proof(statement, date.fromisoformat(plain["ngay"]), steps, str(plain["goc"]))
        leads_to(statement.commitment, steps)
    except (LookupError, TypeError, ValueError) as error:
        raise BadProofError("Tệp không phải là bằng chứng tải từ trang tra cứu, hoặc đã bị sửa hỏng.") from error
    if plain.get("cam-ket") != statement.commitment:
        raise BadProofError("Cam kết không khớp với số, lúc nhận và nội dung ghi trong tệp: tệp đã bị sửa.")
    return proof


def check(proof: Proof, root: str, words: str | None = None) -> None:
    """Check a proof against the root of its day as it was published, and words against it. Raises BadProofError."""
    if leads_to(proof.statement.commitment, proof.steps) != root.strip().lower():
        raise BadProofError(
            f"Biên nhận {proof.statement.reference} KHÔNG dẫn đến gốc đã nêu của ngày {proof.day}. "
            "Hãy so lại gốc với trang Sổ biên nhận của đúng ngày ấy."
        )
    if words is not None and words_hash(words) != proof.statement.words:
        raise BadProofError("Biên nhận có trong sổ, nhưng nội dung đưa ra KHÁC nội dung đã nhận.")


def main() -> int:
    """Check the proof named on the command line; return 0 when it holds."""
    parser = argparse.ArgumentParser("plugins.kit.proof", description="Kiểm tra một biên nhận có trong sổ biên nhận.")
    parser.add_argument("file", type=Path, help="tệp bằng chứng (.json) tải từ trang tra cứu")
    parser.add_argument("root", help="gốc của ngày ấy, chép từ trang Sổ biên nhận")
    parser.add_argument("--words", type=Path, metavar="TỆP", help="tệp có nội dung đã gửi, để so cả nội dung")
    arguments = parser.parse_args()
    try:
        proof = read(arguments.file.read_text(encoding="utf-8"))
        words = arguments.words.read_text(encoding="utf-8") if arguments.words else None
        check(proof, arguments.root, words)
    except (BadProofError, OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    said = proof.statement
    same = " Nội dung đưa ra đúng là nội dung đã nhận." if words is not None else ""
    sys.stdout.write(f"Đúng: {said.reference}, nhận lúc {said.moment}, có trong sổ ngày {proof.day}.{same}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
