"""When people hear of an end on the first day: what the desk did before anybody could say so."""

from datetime import date
from typing import Any

BEGUN = date(2026, 1, 1)
CLAIM_DAYS, CLAIM_AGAIN, OFFER_DAYS = 30, 7, 7
SOURCE = "本台惯例：重新测量要几周，续报要几天"


def come_set(apps: Any, _: Any) -> None:
    days = {"claim_days": CLAIM_DAYS, "claim_again": CLAIM_AGAIN, "offer_days": OFFER_DAYS}
    apps.get_model("quotes", "ForewarningSetting").objects.create(**days, valid_from=BEGUN, source=SOURCE)
