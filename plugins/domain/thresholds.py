"""Where the inbox draws its lines against abuse. None is law: a site moves them in its register `nguong`."""

from enum import Enum


class Threshold(Enum):
    """A line: its id in the register, its usual value, what it is for.

    Beyond a line of sending nothing is refused: it is taken, with its receipt, and held until the office has looked.
    """

    FILES = ("so-tep", 5, "tệp đính kèm một lần gửi; nhiều hơn thì trả lại phiếu, chữ đã viết vẫn còn")
    FILE_SIZE = ("dung-luong-tep", 10, "dung lượng một tệp đính kèm (MB)")
    FORM_AGE = ("tuoi-phieu", 3, "giây từ khi mở phiếu đến khi gửi; nhanh hơn thì tạm giữ")
    SENDINGS = ("gui-moi-gio", 60, "lần gửi từ một mạng trong một giờ; nhiều hơn thì tạm giữ (cả cơ quan là một mạng)")
    FLOOD = ("dong-moi-gio", 600, "lần gửi từ mọi nơi trong một giờ; từ đó trở đi là lúc gửi dồn dập")
    SENDINGS_IN_FLOOD = ("gui-khi-dong", 10, "lần gửi từ một mạng trong một giờ lúc gửi dồn dập; nhiều hơn thì tạm giữ")
    LINKS = ("lien-ket", 2, "liên kết trong một lần gửi; nhiều hơn thì tạm giữ")
    GUESSES = ("do-ma", 20, "lần gõ sai mã của một ý kiến từ một mạng trong một giờ; sau đó phải chờ sang giờ sau")
    FEWEST_RATINGS = ("danh-gia-it-nhat", 10, "lượt đánh giá trong tháng của một điểm phục vụ thì kết quả mới hiện ra")
    FEWEST_TOGETHER = ("tra-loi-chung-it-nhat", 10, "ý kiến được trả lời chung thì trang tra cứu mới nói bao nhiêu")
    FEWEST_RECEIPTS = ("bien-nhan-it-nhat", 10, "biên nhận trong ngày thì số lượng mới hiện ra trong sổ biên nhận")
    RATINGS = ("danh-gia-moi-gio", 60, "lượt đánh giá từ một mạng trong một giờ được tính vào kết quả")
    FILES_PER_HOUR = ("tep-moi-gio", 100, "tệp một mạng gửi trong một giờ")

    def __init__(self, id_: str, usual: int, purpose: str) -> None:
        self.id = id_
        self.usual = usual
        self.purpose = purpose
