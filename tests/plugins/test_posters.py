"""Posters: the QR code of an office or a service point leads to its form."""

import re
from pathlib import Path


def test_every_office_and_point_has_a_poster_whose_short_address_leads_to_its_form(sample_site: Path) -> None:
    forms = {
        "co-quan/trung-tam-hcc": ("s/co-quan/trung-tam-hcc", "kien-nghi/trung-tam-hcc"),
        "diem-phuc-vu/diem-na-thong": ("s/diem/diem-na-thong", "danh-gia/diem-na-thong"),
    }
    for page, (short, form) in forms.items():
        poster = (sample_site / f"{page}.bang-tin.html").read_text(encoding="utf-8")
        assert "<svg" in poster
        address = re.search(r'class="sheet__address">([^<]+)<', poster)
        assert address is not None
        assert address[1].endswith(f"/{short}")
        forward = (sample_site / short / "index.html").read_text(encoding="utf-8")
        assert re.findall(r'content="0; url=([^"]+)"', forward) == [f"../../../{form}"]
