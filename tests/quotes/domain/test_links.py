"""What is kept of a reader: the kind of device, and of a token only its hash."""

from datetime import timedelta

import pytest

from quotes.domain.links import Device, LinkState, device_of, state_of, token_hash
from tests.factories.stakeholders import NOW

TODAY = NOW.date()
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (IPHONE, Device.PHONE),
        (f"{IPHONE} MicroMessenger/8.0.49", Device.PHONE),
        (
            "Mozilla/5.0 (Linux; Android 14; 23013RK75C) AppleWebKit/537.36 Chrome/119 Mobile Safari/537.36",
            Device.PHONE,
        ),
        ("Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 Chrome/119 Safari/537.36", Device.TABLET),
        ("Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148", Device.TABLET),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126 Safari/537.36", Device.COMPUTER),
        ("Mozilla/5.0 (compatible; Googlebot/2.1)", Device.PROGRAM),
        ("facebookexternalhit/1.1", Device.PROGRAM),
        ("curl/8.5.0", Device.PROGRAM),
        ("", Device.PROGRAM),
    ],
)
def test_a_device_is_told_by_what_it_calls_itself(agent: str, device: Device) -> None:
    assert device_of(agent) is device


def test_a_link_opens_on_its_last_day_and_not_after_it_was_taken_back() -> None:
    yesterday = TODAY - timedelta(days=1)
    said = [state_of(day, TODAY, is_revoked=revoked) for day, revoked in ((TODAY, False), (yesterday, False))]
    assert [*said, state_of(TODAY, TODAY, is_revoked=True)] == [LinkState.OPEN, LinkState.ENDED, LinkState.REVOKED]


def test_a_token_is_hashed_whatever_somebody_puts_in_its_place() -> None:
    assert len({token_hash(token) for token in ("a", "b", "\ud83d", "")}) == 4
