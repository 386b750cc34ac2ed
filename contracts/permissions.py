"""The only doors to what we sign; who may is said in `stakeholders.permissions.MAY`."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from contracts.domain.clauses.words import OWNERS, Kind
from contracts.domain.statutes import Rule
from contracts.models import (
    ChecklistItem,
    ChecklistPaper,
    Clause,
    ContractLife,
    DataTransfer,
    Declaration,
    ExperiencePromise,
    Instalment,
    Obligation,
    Promise,
    Receipt,
    SignedCopy,
    SignOff,
    SlaWording,
    Statute,
    Supplement,
)
from contracts.models.signoffs import SignOffQuerySet
from stakeholders.domain.people import Role
from stakeholders.models import User
from stakeholders.permissions import Act, Asking, deal_for, door, led_deals, visible_deals

__all__ = [
    "Act",
    "clause_for",
    "deal_for",
    "declaration_for",
    "instalment_for",
    "item_for",
    "may_judge",
    "paper_for",
    "pledge_for",
    "promise_for",
    "receipt_for",
    "rule_for",
    "signed_copy_for",
    "signoff_for",
    "statute_for",
    "supplement_for",
    "transfer_for",
    "waiting_sign_offs",
    "wording_for",
]


def rule_for(user: Asking, rule: str) -> Rule:
    """The law is no secret; a rule that nobody asks for does not exist."""
    try:
        return Rule(rule)
    except ValueError:
        raise Http404 from None


def statute_for(user: Asking, statute: int) -> Statute:
    return get_object_or_404(Statute, pk=statute)


def wording_for(user: Asking, wording: int) -> SlaWording:
    """One that still stands; a retired one is only read."""
    return get_object_or_404(SlaWording.objects.current(), pk=wording)


def clause_for(user: Asking, clause: int) -> Clause:
    """Our positions are no secret among colleagues; no document for a customer knows them."""
    return get_object_or_404(Clause, pk=clause)


@door
def item_for(user: Asking, item: int) -> QuerySet[ChecklistItem]:
    """Whoever sees the deal sees what its contract says."""
    seen = ChecklistItem.objects.filter(checklist__deal__in=visible_deals(user))
    opened = seen.select_related(
        "clause__clause__retirement", "checklist__version__quote", "checklist__deal__customer",
        "checklist__deal__owner", "checklist__deal__team", "checklist__deal__budget",
    )  # fmt: skip
    return opened.filter(pk=item)


@door
def obligation_for(user: Asking, obligation: int) -> QuerySet[Obligation]:
    """Whoever sees the deal sees what follows from it."""
    seen = Obligation.objects.filter(deal__in=visible_deals(user))
    opened = seen.select_related(
        "deal__customer", "deal__owner", "deal__team", "deal__budget", "owner", "clause__clause", "settled_by"
    )
    return opened.filter(pk=obligation)


@door
def life_for(user: Asking, life: int) -> QuerySet[ContractLife]:
    seen = ContractLife.objects.filter(deal__in=visible_deals(user))
    opened = seen.select_related("deal__customer", "deal__owner", "deal__team", "deal__budget", "version__quote")
    return opened.filter(pk=life)


@door
def declaration_for(user: Asking, declaration: int) -> QuerySet[Declaration]:
    """Whoever sees the deal sees that we told our size."""
    seen = Declaration.objects.filter(deal__in=visible_deals(user)).select_related("deal")
    return seen.filter(pk=declaration)


@door
def promise_for(user: Asking, promise: int) -> QuerySet[ExperiencePromise]:
    """Whoever sees the deal sees what its contract promises."""
    seen = ExperiencePromise.objects.filter(deal__in=visible_deals(user)).select_related("deal")
    return seen.filter(pk=promise)


@door
def transfer_for(user: Asking, transfer: int) -> QuerySet[DataTransfer]:
    """By the contract it was entered from."""
    seen = DataTransfer.objects.filter(deal__in=visible_deals(user)).select_related("deal")
    return seen.filter(pk=transfer)


@door
def instalment_for(user: Asking, instalment: int) -> QuerySet[Instalment]:
    """Whoever sees the deal sees how it is paid."""
    seen = Instalment.objects.filter(deal__in=visible_deals(user))
    opened = seen.select_related("deal__customer", "deal__owner", "deal__team", "deal__budget")
    return opened.filter(pk=instalment)


@door
def receipt_for(user: Asking, receipt: int) -> QuerySet[Receipt]:
    """One that still stands; what was taken back is only read."""
    seen = Receipt.objects.standing().filter(deal__in=visible_deals(user))
    opened = seen.select_related("deal__customer", "deal__owner", "deal__team", "deal__budget")
    return opened.filter(pk=receipt)


@door
def supplement_for(user: Asking, supplement: int) -> QuerySet[Supplement]:
    """Whoever sees the deal sees what was added to it."""
    seen = Supplement.objects.filter(deal__in=visible_deals(user)).select_related("deal")
    return seen.filter(pk=supplement)


@door
def pledge_for(user: Asking, pledge: int) -> QuerySet[Promise]:
    """A figure that a signed contract promises, to whoever sees its deal."""
    seen = Promise.objects.filter(life__deal__in=visible_deals(user))
    opened = seen.select_related(
        "life__deal__customer", "life__deal__owner", "life__deal__team", "life__deal__budget", "life__version"
    )
    return opened.filter(pk=pledge)


@door
def paper_for(user: Asking, paper: int) -> QuerySet[ChecklistPaper]:
    """One's own: it shows what its reader may see, and nobody else's exists."""
    own = ChecklistPaper.objects.filter(asked_by=user, checklist__deal__in=visible_deals(user))
    opened = own.select_related(
        "checklist__version__quote", "checklist__deal__customer", "checklist__deal__owner", "checklist__deal__team",
        "checklist__deal__budget",
    )  # fmt: skip
    return opened.filter(pk=paper)


def may_judge(user: User, kind: Kind) -> bool:
    """How far a clause is from ours: for the role that looks after its kind to say, and for legal."""
    return user.role in (OWNERS[kind], Role.LEGAL)


@door
def signoff_for(user: Asking, signoff: int) -> QuerySet[SignOff]:
    """A question to one's own role; nobody else's exists."""
    seen = SignOff.objects.filter(deal__in=visible_deals(user), role=user.role)
    opened = seen.select_related("deal__customer", "deal__owner", "deal__team", "deal__budget")
    return opened.filter(pk=signoff)


def waiting_sign_offs(user: User) -> SignOffQuerySet:
    """Questions to one's role on open deals that are not one's own; a manager's are of the teams they lead."""
    if not Act.SIGN_OFF_CONTRACT.permits(user):
        return SignOff.objects.none()
    deals = visible_deals(user).open().exclude(owner=user)
    if user.role == Role.MANAGER:
        deals = deals.filter(led_deals(user))
    return SignOff.objects.waiting().filter(role=user.role, deal__in=deals)


@door
def signed_copy_for(user: Asking, copy: int) -> QuerySet[SignedCopy]:
    """Whoever may open the deal may read what was signed."""
    seen = SignedCopy.objects.filter(deal__in=visible_deals(user))
    opened = seen.select_related("deal__customer", "deal__owner", "deal__team", "deal__budget")
    return opened.filter(pk=copy)
