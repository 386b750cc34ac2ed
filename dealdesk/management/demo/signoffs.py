"""Three contracts on their way: one signed, one that changed after legal had signed it off, one that waits."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from contracts.actions.checklists import judge_rest, make_checklist
from contracts.actions.signing import keep_signed_copy
from contracts.actions.signoffs import ask_sign_offs, sign_off
from contracts.domain.clauses.words import Region
from contracts.domain.payment import Buyer
from contracts.domain.signoffs import Footing
from contracts.models import Checklist, SignOff
from contracts.models.signoffs import contract_of
from dealdesk.management.demo import checklists, data, liability
from dealdesk.management.demo.people import read
from quotes.actions.quotes import accept_version
from quotes.domain.attachments import checked
from quotes.models import QuoteVersion
from stakeholders.actions.deals import move_deal
from stakeholders.domain.deals import Ending, Stage
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User

type Cast = dict[str, User]
NOTHING: Mapping[str, Any] = {}
# As a scanner writes it: a page without words.
SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\nxref\n0 4\n0000000000 65535 f \n"
    b"0000000009 00000 n \n0000000054 00000 n \n0000000105 00000 n \ntrailer<</Size 4/Root 1 0 R>>\n"
    b"startxref\n169\n%%EOF\n"
)


def tell(cast: Cast, at: datetime) -> None:
    for told in read("signoffs")["contracts"]:
        _contract(told, cast, at)


def _contract(told: dict[str, Any], cast: Cast, at: datetime) -> None:
    deal = Deal.objects.get(name=told["deal"], is_demo=True)
    version = QuoteVersion.objects.on_the_table().filter(quote__deal=deal)[0]
    begun = at - timedelta(hours=3)
    made = read_through(version, cast, begun, buyer=Buyer(told["buyer"]), told=told)
    for key in told["signed_by"]:
        _sign(deal, cast[key], begun + timedelta(hours=1))
    for item in told.get("changed", ()):
        checklists.note(item, made, cast, begun + timedelta(hours=2))
    if "later" in told:
        liability.say(deal, told["later"], cast, begun + timedelta(hours=2))
    if "signed" in told:
        close(version, cast, begun + timedelta(hours=2))


def read_through(
    version: QuoteVersion,
    cast: Cast,
    at: datetime,
    *,
    buyer: Buyer = Buyer.MEDIUM,
    told: Mapping[str, Any] = NOTHING,
) -> Checklist:
    """Held against the library by the deal's owner, noted where it says something else and what it says beside the
    clauses, judged, and asked for."""
    deal = version.quote.deal
    made = make_checklist(
        deal=deal, version=version, regions=[Region.MAINLAND], buyer=buyer, we_are_small=True, by=deal.owner, at=at
    )
    for item in told.get("items", ()):
        checklists.note(item, made, cast, at)
    for name, say in (("data", data.say), ("liability", liability.say)):
        if name in told:
            say(deal, told[name], cast, at)
    bare = made.items.bare().values_list("pk", flat=True)
    judge_rest(deal=deal, items=list(bare), by=cast["guyan"], at=at)
    ask_sign_offs(deal=deal, by=deal.owner, at=at)
    return made


def signed_off(version: QuoteVersion, cast: Cast, at: datetime) -> None:
    """Accepted by the customer, read, and signed off by everybody."""
    accept_version(version=version, by=version.quote.deal.owner, at=at)
    read_through(version, cast, at)
    for key in ("guyan", "jicaiwei", "zhuangmu"):
        _sign(version.quote.deal, cast[key], at)


def close(version: QuoteVersion, cast: Cast, at: datetime) -> None:
    deal = version.quote.deal
    accept_version(version=version, by=deal.owner, at=at)
    move_deal(deal, to=Stage.SIGNED, ending=Ending(last_price=version.gross_total), by=deal.owner, at=at)
    scanned = checked(f"{deal.name}-签章.pdf", SCAN)
    keep_signed_copy(deal=deal, file=scanned, signed_on=timezone.localdate(at), by=deal.owner, at=at)


def _sign(deal: Deal, by: User, at: datetime) -> None:
    (contract,), role = filter(None, [contract_of(deal, timezone.localdate(at))]), Role(by.role)
    row = SignOff.objects.waiting().get(deal=deal, role=role)
    promises = [item for item in contract.items_of(role) if contract.is_promise(item, role)]
    told = read("signoffs")["footings"]
    footings = {item.pk: _footing(told[item.clause.clause.key or ""]) for item in promises}
    sign_off(signoff=row, content_hash=contract.content(role), footings=footings, reason="", by=by, at=at)


def _footing(told: dict[str, str]) -> Footing:
    return Footing(meets=Decimal(told["meets"]), rests_on=told["rests_on"])
