"""A contract on its way to a signature: sold, judged, signed off by whoever is asked, closed."""

from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any

from contracts.actions.signing import keep_signed_copy
from contracts.actions.signoffs import ask_sign_offs, sign_off
from contracts.domain.signoffs import CLAUSES_ALONE, Footing, content
from contracts.models import Checklist, ChecklistItem, SignedCopy, SignedCopyContent, SignOff
from contracts.models.signoffs import contract_of
from quotes.actions.quotes import accept_version, send_version
from quotes.domain.attachments import checked
from quotes.models import QuoteVersion
from stakeholders.actions.deals import move_deal
from stakeholders.domain.deals import Ending, Stage
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User
from tests.factories import checklists
from tests.factories.files import PDF
from tests.factories.quotes import passed_over
from tests.factories.stakeholders import NOW, user
from tests.triggers import resting

ENDING = Ending(last_price=Decimal(839_600))
RECORD = "2026 年工单台账"


def sold(version: QuoteVersion, by: User) -> QuoteVersion:
    """Submitted within authority, sent, and accepted by the customer."""
    passed_over(version=version, by=by)
    return accept_version(version=send_version(version=checklists.agreed(version, by), by=by, at=NOW), by=by, at=NOW)


def judged(made: Checklist, by: User, level: int = 0) -> Checklist:
    """Every clause of it at once."""
    made.items.update(level=level, judged_at=NOW, judged_by=by)
    return made


def promised(made: Checklist, judge: User) -> ChecklistItem:
    """Availability as somebody has read it from the contract."""
    return checklists.noted(checklists.item(made, "availability"), judge, figure=Decimal("99.9"), level=0)


def asked(deal: Deal, by: User) -> dict[str, SignOff]:
    return {row.role: row for row in ask_sign_offs(deal=deal, by=by, at=NOW)}


def hash_of(row: SignOff) -> str:
    contract = contract_of(row.deal, NOW.date())
    assert contract is not None
    return contract.content(Role(row.role))


def footings(made: Checklist, **changed: Any) -> Mapping[int, Footing]:
    told = {"meets": Decimal("99.2"), "rests_on": RECORD} | changed
    return {row.pk: Footing(**told) for row in ChecklistItem.objects.filter(checklist=made)}


def signed(row: SignOff, by: User, **changed: Any) -> SignOff:
    made = row.deal.checklists.first()
    assert made is not None
    told = {"content_hash": hash_of(row), "footings": footings(made), "reason": ""} | changed
    return sign_off(signoff=row, **told, by=by, at=NOW)


def signed_before(row: SignOff, by: User) -> SignOff:
    """As it was given when a word covered the clauses alone."""
    given, contract = signed(row, by), contract_of(row.deal, NOW.date())
    assert contract is not None
    hashed = content(contract.basis, contract.part(Role(row.role)), form=CLAUSES_ALONE)
    with resting():
        SignOff.objects.filter(pk=row.pk).update(content_hash=hashed, hash_form=CLAUSES_ALONE)
    return given


def signed_by_all(deal: Deal, owner: User, signers: Mapping[str, User]) -> None:
    for role, row in asked(deal, owner).items():
        signed(row, signers[role])


def closed(deal: Deal, by: User) -> Deal:
    """Brought to its contract, and closed as signed."""
    Deal.objects.filter(pk=deal.pk).update(stage=Stage.CONTRACT)
    return move_deal(deal, to=Stage.SIGNED, ending=ENDING, by=by, at=NOW)


def kept(deal: Deal, by: User, **changed: Any) -> SignedCopy:
    told = {"file": checked("合同.pdf", PDF), "signed_on": NOW.date()} | changed
    return keep_signed_copy(deal=deal, **told, by=by, at=NOW)


def whom_else(role: Role) -> User:
    """Another of a trade, who judged nothing."""
    return user(name=f"other {role}", role=role)


def lying_there(made: Checklist, by: User, **changed: Any) -> SignedCopy:
    """A copy beside a deal that is not signed, as no action stores it."""
    facts = {
        "checklist_hash": "1" * 64,
        "offer_hash": made.version.content_hash,
        "sha256": sha256(PDF).hexdigest(),
    } | changed
    with resting():
        copy = SignedCopy.objects.create(
            deal=made.deal, checklist=made, **facts, name="合同.pdf", size=len(PDF), signed_on=NOW.date(), kept_at=NOW,
            kept_by=by,
        )  # fmt: skip
    SignedCopyContent.objects.create(copy=copy, content=PDF)
    return copy
