"""Two contracts set beside the library: what a bank and a clinic ask is not the same."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from contracts.actions.checklists import change_item, make_checklist
from contracts.domain.checklists.words import ItemState
from contracts.domain.clauses.words import Region
from contracts.domain.payment import Buyer
from contracts.models import Checklist
from dealdesk.management.demo.people import read
from quotes.models import QuoteVersion
from stakeholders.models import Deal, User

type Cast = dict[str, User]


def check(cast: Cast, at: datetime) -> None:
    for told in read("checklists")["checklists"]:
        deal = Deal.objects.get(name=told["deal"], is_demo=True)
        made = make_checklist(
            deal=deal,
            version=QuoteVersion.objects.on_the_table().filter(quote__deal=deal)[0],
            regions=[Region(word) for word in told["regions"]],
            buyer=Buyer(told["buyer"]),
            we_are_small=told["we_are_small"],
            by=cast[told["by"]],
            at=at,
        )
        for item in told["items"]:
            note(item, made, cast, at)


def note(told: dict[str, Any], made: Checklist, cast: Cast, at: datetime) -> None:
    """By whoever noted it; how far it is by somebody else, where another judged it."""
    judge = told.get("judged_by", told["by"])
    for who in dict.fromkeys((told["by"], judge)):
        _note(told, who, made, cast, at, judges=who == judge)


def _note(told: dict[str, Any], who: str, made: Checklist, cast: Cast, at: datetime, *, judges: bool) -> None:
    row, by = made.items.get(clause__clause__key=told["key"]), cast[who]
    level = told["level"] if judges else row.level
    change_item(
        item=row,
        theirs=told["theirs"],
        level=level,
        figure=Decimal(told["figure"]) if "figure" in told else None,
        evidence=told["evidence"],
        owner=cast[told["by"]],
        state=ItemState(told["state"]),
        edition=row.edition,
        by=by,
        at=at,
    )
