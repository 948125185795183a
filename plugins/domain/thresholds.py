"""Where the inbox draws its lines against abuse. None is law: a site moves them in its register `nguong`."""

from enum import Enum


class Threshold(Enum):
    """A line: its id in the register, its usual value, what it is for.

    Beyond a line of sending nothing is refused: it is taken, with its receipt, and held until the office has looked.
    """

    FILES = ("so-tep", 5, "tệp đính kèm một lần gửi; nhiều hơn thì trả lại phiếu, chữ đã viết vẫn còn")
    FILE_SIZE = ("dung-luong-tep", 10, "dung lượng một tệp đính kèm (MB)")
    FILES_PER_HOUR = ("tep-moi-gio", 100, "tệp một mạng gửi trong một giờ")

    def __init__(self, id_: str, usual: int, words: str) -> None:
        self.id = id_
        self.usual = usual
        self.words = words
