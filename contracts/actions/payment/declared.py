"""The prime rate as finance enters it, and that we told a customer how large we are."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from contracts.actions.obligations import settle_obligation
from contracts.domain.obligations.words import ObligationKind, ObligationState
from contracts.domain.payment import OwnSize
from contracts.models import Declaration, DeclarationContent, PrimeRate
from dealdesk.db import once
from dealdesk.kernel.refusals import Refusal
from quotes.actions.approvals.closing import hold_deal
from quotes.domain.attachments import Checked
from stakeholders.actions.journal import record
from stakeholders.domain.deals import Stage
from stakeholders.models import Contact, Deal, User

BEGUN = "A rate is in force from %(day)s on: a new one begins later."


@transaction.atomic
def add_prime_rate(*, points: Decimal, valid_from: date, source: str, by: User, at: datetime) -> PrimeRate:
    """The one-year LPR from the day it was published; what was reckoned by an earlier one stays true."""
    if not 0 <= points <= 100:
        raise Refusal("A yearly rate lies between 0 and 100 %%.", field="points")
    if not source.strip():
        raise Refusal("Say where this comes from, so that anyone can look it up.", field="source")
    last = PrimeRate.objects.first()
    if last and valid_from <= last.valid_from:
        raise Refusal(BEGUN, field="valid_from", day=last.valid_from.isoformat())
    again = Refusal(BEGUN, field="valid_from", day=valid_from.isoformat())
    with once(contracts_primerate_valid_from_key=lambda: again):
        made = PrimeRate.objects.create(
            points=points, valid_from=valid_from, source=source.strip(), added_at=at, added_by=by
        )
    record("add_prime_rate", on=made, by=by, at=at, points=str(points), valid_from=valid_from.isoformat())
    return made


@transaction.atomic
def keep_declaration(
    *, deal: Deal, size: OwnSize, declared_on: date, told: str, file: Checked, by: User, at: datetime
) -> Declaration:
    """What shows that we told it: kept while the deal is on, and after it is signed."""
    held = hold_deal(deal.pk)
    if held.stage == Stage.LOST:
        raise Refusal("This deal is lost: there is nobody to tell it to.")
    if declared_on > timezone.localdate(at):
        raise Refusal("This day has not come yet: keep it once it was told.", field="declared_on")
    if not told.strip():
        raise Refusal("Say to whom it was given, and how.", field="told")
    twice = Refusal("This file is kept here already.", field="file")
    with once(declaration_file_once_a_deal=lambda: twice):
        made = Declaration.objects.create(
            deal=held,
            size=size,
            declared_on=declared_on,
            told=told.strip(),
            kind=file.kind,
            bytes=len(file.content),
            sha256=file.sha256,
            kept_at=at,
            kept_by=by,
        )
    DeclarationContent.objects.create(declaration=made, content=file.content)
    if held.stage == Stage.SIGNED:
        _settle(made, by, at)
    record(
        "keep_declaration", on=made, by=by, at=at, deal=held, size=size, day=declared_on.isoformat(), sha256=file.sha256
    )
    return made


def _settle(made: Declaration, by: User, at: datetime) -> None:
    """What the signature asked for is done, with the file as its evidence."""
    for row in made.deal.obligations.open().filter(kind=ObligationKind.DECLARATION):
        settle_obligation(
            obligation=row,
            to=ObligationState.DONE,
            outcome=f"SHA-256 {made.sha256}",
            settled_on=made.declared_on,
            edition=row.edition,
            by=by,
            at=at,
        )


@transaction.atomic
def take_declaration(*, declaration: Declaration, by: User, at: datetime) -> bytes:
    """The file, and the row that says who took it: one is not had without the other."""
    content = DeclarationContent.objects.filter(declaration=declaration).values_list("content", flat=True).first()
    if content is None:
        raise Refusal("This file went with its deal's time: what it was is still said where it stood.")
    record("take_declaration", on=declaration, by=by, at=at, deal=declaration.deal, sha256=declaration.sha256)
    return bytes(content)


def forget_declarations_in(deal: Deal) -> None:
    """Its time is over: that it was told stays, the file and to whom it was given go."""
    DeclarationContent.objects.filter(declaration__deal=deal).delete()
    Declaration.objects.filter(deal=deal).update(told="–")


def erase_declarations_of(contact: Contact) -> None:
    """Nothing is kept of one person alone; the name is crossed out in what people typed."""
