"""What keeps a deal from being signed, each in words, and the copies of what was signed."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from contracts.models import SignedCopy
from contracts.models.signing import blockers_of
from dealdesk.web.refusals import translated
from stakeholders.domain.deals import STAGE_MOVES, Stage
from stakeholders.models import Deal


@dataclass(frozen=True, kw_only=True)
class SigningScreen:
    """`blockers` are asked only while the deal is open; `is_next` is whether its next move may be the signature."""

    blockers: tuple[str, ...]
    has_checklist: bool
    is_signed: bool
    is_next: bool
    copies: tuple[SignedCopy, ...]


def signing_screen(deal: Deal, today: date) -> SigningScreen:
    """At most eighteen statements on an open deal, two on one that is closed."""
    found = blockers_of(deal, get_language() or "zh", today) if deal.is_open else ()
    copies = deal.signed_copies.select_related("kept_by", "erased_by", "checklist__version")
    return SigningScreen(
        blockers=tuple(translated(one.message, dict(one.params)) for one in found),
        has_checklist=deal.checklists.exists(),
        is_signed=deal.stage == Stage.SIGNED,
        is_next=Stage.SIGNED in STAGE_MOVES[Stage(deal.stage)],
        copies=tuple(copies),
    )
