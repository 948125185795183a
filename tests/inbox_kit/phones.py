"""An officer's phone, whose app computes the codes of the second factor."""

import base64
import re
from dataclasses import dataclass

from inbox_kit.browsing import Browser, Page
from support import PASSWORD, Clock

from inbox.access import second_factor

SET_UP = "/ban-lam-viec/tai-khoan/xac-thuc-hai-buoc"


@dataclass(frozen=True)
class Phone:
    """A phone into which a secret was typed; its clock is that of the tests."""

    secret: bytes
    clock: Clock

    @classmethod
    def into_which(cls, page: Page, clock: Clock) -> "Phone":
        """Type the secret on a page into a phone."""
        groups = re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", page.text)
        assert groups is not None
        return cls(base64.b32decode(groups[0].replace(" ", "")), clock)

    @property
    def code(self) -> str:
        """What the app shows now."""
        return second_factor.code(self.secret, second_factor.step_at(self.clock()))


def set_up(browser: Browser, clock: Clock, password: str = PASSWORD) -> tuple[Phone, list[str]]:
    """Set up the second factor of who is signed in; give the phone and the recovery codes."""
    page = browser.open(SET_UP)
    phone = Phone.into_which(page, clock)
    shown = browser.send(page.form(SET_UP).typed(ma_xac_thuc=phone.code, mat_khau=password))
    assert shown.heading == "Đã cài xác thực hai bước"
    return phone, [code.text or "" for code in shown.root.iter("code")]
