"""Words written as single signs: a text of them is half as long, and searched many times faster than its letters.

A Vietnamese syllable without diacritics is an initial and a rime, of which there are few; each, and each small number,
has a sign of its own from those that Unicode leaves to private use. Any other word is spelt out between two marks.
"""

from itertools import chain, product

_INITIALS = " b c ch d g gh gi h k kh l m n ng ngh nh p ph q r s t th tr v x"
_RIMES = (
    " a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ic ich iec iem ien ieng iep iet "
    "ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oem oen oeo oet oi om on ong ooc "
    "oong op ot u ua uac uai uan uang uanh uat uau uay uc ue uech uen uenh ueo uet ui uia uich uiet uien uin uinh uit "
    "uiu um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyp uyt y yem yen yeng yet "
    "yeu"
)
_NUMBERS = range(2100)  # the years of now are the largest that are common
_FIRST_SIGN = 0xE000
_SIGNS = {
    word: chr(_FIRST_SIGN + at)
    for at, word in enumerate(
        chain(map("".join, product(_INITIALS.split(" "), _RIMES.split(" "))), map(str, _NUMBERS)),
    )
}
_SPELT, _END = "\x01", "\x02"


def signs_of(keys: str) -> str:
    """Return words (keys, joined by spaces) as signs; what stands in a row in one stands in a row in the other."""
    return "".join([_SIGNS.get(key) or f"{_SPELT}{key}{_END}" for key in keys.split()])
