"""`python -m plugins.documents.new FOLDER`: asks for what a new file needs, writes one that has no fault.

`--loai` and `--dat khóa=giá trị` answer questions beforehand, `--khong-hoi` asks none: for scripts.
"""

import argparse
import os
import shlex
from collections.abc import Mapping
from pathlib import Path

from plugins.documents.authoring.asking import StoppedError, ask, ask_choice, chosen, list_choices, refuse, say, tell
from plugins.documents.authoring.form import Form
from plugins.documents.authoring.questions import Question, Shape, Value, asked, questions
from plugins.documents.authoring.suggestions import Known
from plugins.documents.kinds import KINDS
from plugins.documents.kinds.answers import CLOSING, ClosingMatter
from plugins.documents.kinds.base import FrontMatter
from plugins.documents.kinds.receipt_days import ReceiptDayMatter
from plugins.documents.reading import read_content
from plugins.domain.catalogue import BrokenRegistersError, load
from plugins.domain.clock import moment
from plugins.domain.faults import shown

# What can be written, by what is typed after --loai: the folders but that of the log of receipts, which the inbox alone
# writes, and the closings that share one with the answers.
_FOLDERS = {folder: kind for folder, kind in KINDS.items() if kind is not ReceiptDayMatter}
WRITABLE: Mapping[str, type[FrontMatter]] = {**_FOLDERS, CLOSING: ClosingMatter}


def write(folder: Path, kind: str, given: Mapping[str, str], *, interactive: bool, now: str = "") -> Path:
    """Write a new file of a kind ("" asks for it) with the values given, asking for the rest when interactive.

    Returns its path. Ends the command (SystemExit) with what is wrong, or with how to go on after an interruption;
    nothing is written then.
    """
    at = moment(now)
    try:
        catalogue = load(folder, at.date())
    except BrokenRegistersError as error:
        refuse("Danh mục đang có lỗi, xin sửa trước:", *map(str, error.faults))
    typed = dict(given)
    try:
        kind = kind or _ask_kind(interactive=interactive)
        reading = read_content(folder, catalogue, at)
        form = Form(WRITABLE[kind], folder, Known(reading.publication, at, tuple(reading.faults)))
        _take_given(form, typed)
        if interactive:
            _ask_all(form, typed)
        else:
            _take_suggestions(form)
        return _written(form, typed, interactive=interactive)
    except StoppedError:
        refuse("", "Đã dừng, chưa ghi tệp nào. Làm tiếp với những gì đã trả lời:", _command(folder, kind, typed))


def _ask_kind(*, interactive: bool) -> str:
    if not interactive:
        refuse("Thiếu --loai; một trong: " + ", ".join(WRITABLE))
    say("Viết tệp gì?")
    return ask_choice("Chọn số", {name: kind.called for name, kind in WRITABLE.items()})


def _take_given(form: Form, given: Mapping[str, str]) -> None:
    by_key = {question.key: question for question in questions(form.kind) if question.shape not in _GROUPS}
    for key, answer in given.items():
        if key not in by_key:
            refuse(f"--dat {key}: thấy khóa lạ; cần một trong: {', '.join(by_key)}")
        form.values[key] = _value(form, by_key[key], answer)


def _ask_all(form: Form, typed: dict[str, str]) -> None:
    say("", f"{form.kind.called[0].upper()}{form.kind.called[1:]}. Enter nhận giá trị trong ngoặc vuông; Ctrl-C dừng.")
    for question in asked(form.kind, known=form.values.keys() - typed.keys()):
        if question.key in typed and not (faults := form.faults_of(question)):
            continue
        if question.key in typed:
            tell(faults)
        _ask(form, question, typed)


def _ask(form: Form, question: Question, typed: dict[str, str]) -> None:
    """Ask for the value of a key until the build would have nothing against it."""
    choices = form.known.choices(question, form.values)
    suggested = form.known.suggestion(form.kind, question.key, form.values)
    if question.register in {"du-thao", "dieu-khoan"} and not question.required and not choices:
        return
    say("", f"{question.key}: {question.words}{_hint(question)}")
    if choices:
        list_choices(choices)
    say(*(f"  {step}" for step in suggested.steps))
    default = f" [{suggested.value}]" if suggested.value else "" if question.required else " [bỏ qua]"
    while True:
        answer = ask(f"{question.key}{default}", typed.get(question.key, "")) or suggested.value
        form.values.pop(question.key, None)
        typed.pop(question.key, None)
        if answer and answer != "-":
            form.values[question.key] = _value(form, question, answer)
            typed[question.key] = question.typed(form.values[question.key])
        faults = form.faults_of(question) if question.key in form.values or question.required else []
        if question.required and question.key not in form.values:
            say("  Khóa này phải có.")
        elif not faults:
            return
        tell(faults)


def _hint(question: Question) -> str:
    if question.shape is Shape.MANY:
        return " (nhiều giá trị cách nhau bằng dấu phẩy)" if question.register else " (nhiều giá trị cách nhau bằng ;)"
    return " (ví dụ web=6, hop=2)" if question.shape is Shape.COUNTS else ""


def _value(form: Form, question: Question, answer: str) -> Value:
    """Return the raw value of an answer, in which a choice may be meant by its number or a part of its words."""
    choices, value = form.known.choices(question, form.values), question.read(answer)
    if isinstance(value, list):
        return [chosen(item, choices) for item in value]
    return chosen(value, choices) if choices and isinstance(value, str) else value


def _take_suggestions(form: Form) -> None:
    if faults := [fault for q in questions(form.kind) if q.key in form.values for fault in form.faults_of(q)]:
        refuse("Chưa ghi tệp nào, vì:", *map(str, faults))
    for question in asked(form.kind, known=set(form.values)):
        if suggested := form.known.suggestion(form.kind, question.key, form.values).value:
            form.values[question.key] = suggested


def _written(form: Form, typed: dict[str, str], *, interactive: bool) -> Path:
    """Write the file once the check of the whole folder has nothing against it, asking anew for what it has."""
    by_key = {question.key: question for question in questions(form.kind) if question.shape not in _GROUPS}
    while True:
        path, faults = form.place()
        if not faults:
            break
        wrong = dict.fromkeys(key for fault in faults if (key := form.key_of(fault)) in by_key)
        if not interactive or not wrong:
            refuse("Chưa ghi tệp nào, vì:", *map(str, faults))
        say("", "Còn chỗ phải sửa:")
        tell(faults)
        for key in wrong:
            _ask(form, by_key[key], typed)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(form.text())
    return path


def _command(folder: Path, kind: str, typed: Mapping[str, str]) -> str:
    """Return the command that goes on where this one was stopped."""
    command = ["python", "-m", "plugins.documents.new", str(folder), *(["--loai", kind] if kind else [])]
    for key, value in typed.items():
        command += ["--dat", f"{key}={value}"]
    return shlex.join(command)


_GROUPS = {Shape.GROUP, Shape.GROUPS}


def main() -> None:
    """Write one new file into the folder named on the command line and say where."""
    parser = argparse.ArgumentParser("plugins.documents.new", description="Viết một tệp mới vào kho nội dung.")
    parser.add_argument("folder", type=Path, help="thư mục nội dung, ví dụ content")
    parser.add_argument("--loai", choices=WRITABLE, default="", help="viết tệp gì")
    parser.add_argument("--dat", action="append", default=[], metavar="KHÓA=GIÁ TRỊ", help="trả lời trước một câu hỏi")
    parser.add_argument("--khong-hoi", action="store_true", help="không hỏi gì; thiếu hoặc sai thì báo lỗi")
    arguments = parser.parse_args()
    for pair in arguments.dat:
        if "=" not in pair:
            parser.error(f"--dat: thấy {shown(pair)}; cần khóa=giá trị")
    given = {key: value for key, _, value in (pair.partition("=") for pair in arguments.dat)}
    now = os.environ.get("CONG_KHAI_NOW", "")
    path = write(arguments.folder, arguments.loai, given, interactive=not arguments.khong_hoi, now=now)
    say("", f"Đã ghi {path}.", "Mở tệp, viết nội dung thay cho phần mẫu, rồi kiểm tra: make check")


if __name__ == "__main__":
    main()
