from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.domain.usage.between import Between
from quotes.domain.usage.scenario import Bitrate, Extra, Region, Sound, Video
from tests.quotes.domain.usage.scenarios import HD, bitrate, percent, scenario

D = Decimal
HALF = percent(50)


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("rooms", {"rooms": 0}),
        ("hours_a_day", {"hours_a_day": D(0)}),
        ("hours_a_day", {"hours_a_day": D("24.1")}),
        ("days_a_month", {"days_a_month": 32}),
        ("peak_factor", {"peak_factor": D("0.9")}),
        ("term_months", {"term_months": 0}),
        ("videos", {"videos": ()}),
        ("videos", {"videos": (Video(bitrate(1000), HALF),)}),
        ("videos", {"videos": (Video(bitrate(1000), percent(0)), Video(bitrate(2000)))}),
        ("regions", {"regions": ()}),
        ("regions", {"regions": (Region("华东", HALF), Region("华东", HALF))}),
        ("regions", {"regions": (Region("华东", HALF), Region("华北", percent(49)))}),
        ("simulcast_kbps", {"simulcast_kbps": (D(0),)}),
        ("simulcast_kbps", {"videos": (), "sound": Sound(kbps=D(64)), "simulcast_kbps": (D(150),)}),
        ("payload_bytes", {"videos": (Video(bitrate(1000, on_wire=False)),)}),
        ("payload_bytes", {"simulcast_kbps": (D(150),)}),
        ("payload_bytes", {"payload_bytes": 20}),
        ("video_redundancy", {"video_redundancy": percent(-1)}),
        ("turned", {"turned": percent(101)}),
        ("growth", {"growth": percent(-100)}),
        ("growth", {"growth": percent(101)}),
    ],
)
def test_a_scenario_that_cannot_be_is_refused_beside_its_field(field: str, changed: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        scenario(**changed)
    assert refused.value.field == field


def test_shares_that_are_not_all_of_it_say_what_they_come_to() -> None:
    with pytest.raises(Refusal) as refused:
        scenario(regions=(Region("华东", percent(60)), Region("华北", percent(30))))
    assert "90 %" in str(refused.value)


@pytest.mark.parametrize("changed", [{"vendor": " "}, {"source": ""}, {"fps": 0}, {"kbps": Between.exactly(D(0))}])
def test_a_bitrate_without_its_origin_is_none(changed: dict[str, Any]) -> None:
    plain: dict[str, Any] = {
        "vendor": "TRTC",
        "size": HD,
        "fps": 15,
        "kbps": Between.exactly(D(1200)),
        "since": date(2026, 1, 1),
        "source": "文档",
    }
    with pytest.raises(Refusal):
        Bitrate(**plain | changed)


def test_a_bitrate_is_named_by_whose_word_it_is() -> None:
    assert bitrate(1000).name == "公司经验值 1280×720@30"


@pytest.mark.parametrize(
    "made",
    [
        lambda: Sound(kbps=D(-1)),
        lambda: Sound(kbps=D(64), packet_ms=0),
        lambda: Sound(kbps=D(64), redundancy=percent(-1)),
        lambda: Region(" "),
        lambda: Extra(share=percent(101)),
        lambda: Extra(copies=0),
        lambda: Between(D(2), D(1)),
    ],
)
def test_no_part_of_it_can_be_what_it_cannot(made: Any) -> None:
    with pytest.raises(Refusal):
        made()
