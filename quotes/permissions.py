"""The only doors to quotes, versions, requests and exports; who may is said in `stakeholders.permissions.MAY`."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from dealdesk.kept import Given, Kept
from quotes.domain.approvals import ROLE_OF
from quotes.domain.coach.advice import Hint
from quotes.domain.policy import Choices, Nobody, Own, Person, Whom
from quotes.models import (
    ApprovalQuestion,
    ApprovalRequest,
    ApprovalStep,
    Attachment,
    BillingTariff,
    BitrateRow,
    CostModelVersion,
    Counter,
    DealIssue,
    Delegation,
    Policy,
    PriceBookVersion,
    PriceImport,
    PriceItem,
    ProposalExport,
    Quote,
    QuoteLine,
    QuoteVersion,
    RivalOffer,
    Round,
    UsageScenario,
    UsageSeries,
)
from quotes.models.approvals import ApprovalRequestQuerySet
from quotes.models.costs import CostModelVersionQuerySet
from quotes.models.pricebooks import PriceBookVersionQuerySet
from quotes.models.quotes import QuoteQuerySet
from quotes.models.signers import at_place, line_managers, own_places, roles_held
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User
from stakeholders.permissions import Act, AnyoneOf, Asking, found, noticed_days, visible_deals, with_days

__all__ = [
    "Act",
    "approvers_of",
    "attachment_for",
    "bitrate_for",
    "cost_model_version_for",
    "counter_for",
    "delegation_for",
    "document_for",
    "export_for",
    "falling_away",
    "hint_for",
    "issue_for",
    "line_for",
    "may_choose_against",
    "may_void",
    "own_places",
    "policy_for",
    "price_book_version_for",
    "price_import_for",
    "price_item_for",
    "question_for",
    "quote_for",
    "request_for",
    "rival_for",
    "round_for",
    "scenario_for",
    "series_for",
    "tariff_for",
    "version_for",
    "visible_cost_models",
    "visible_price_books",
    "visible_quotes",
    "visible_requests",
    "waiting_count",
    "waiting_for",
]


NOT_YOURS_TO_END = "V%(number)s would be void: only the deal's owner, whoever submitted it, or a manager makes it so."
# As many waiting steps as a badge tells apart.
MANY = 100


def visible_quotes(user: Asking) -> QuoteQuerySet:
    return Quote.objects.filter(deal__in=visible_deals(user))


def visible_requests(user: User) -> ApprovalRequestQuerySet:
    return ApprovalRequest.objects.filter(version__quote__deal__in=visible_deals(user))


def waiting_for(user: Asking) -> QuerySet[ApprovalStep]:
    """Steps of open requests whose turn it is, and which this person could decide: by their place in the line today, or
    by role; never on an offer or a deal of their own."""
    if not Act.DECIDE_APPROVAL.permits(user):
        return ApprovalStep.objects.none()
    theirs = Q(holder_id=user.pk, role__in=["", user.role]) | Q(role=user.role, holder_id=None) | Q(raised_id=user.pk)
    return (
        ApprovalStep.objects.with_holder()
        .due()
        .filter(
            theirs,
            request__closed_at=None,
            request__version__quote__deal__in=visible_deals(user).open().exclude(owner=user),
        )
        .exclude(request__requested_by=user)
    )


@cache
def _waiting(role: str) -> Kept[ApprovalStep]:
    return Kept(waiting_for(AnyoneOf(role)).values_list("pk")[:MANY])


def waiting_count(user: User) -> int:
    """How many steps wait for this person; from `MANY` on nobody counts."""
    return len(_waiting(user.role)(user=user.pk)) if Act.DECIDE_APPROVAL.permits(user) else 0


def approvers_of(deal: Deal, by: User, asked: Iterable[Whom]) -> dict[Whom, User | Role | None]:
    """Who speaks for each approver when this person asks: a role somebody holds, the manager of the deal's team or of
    one above, or whom the policy names. Nobody is asked about an offer or a deal of their own: of a person who is named
    the nearest manager is, instead. None where nobody is left to ask.

    Whom a step that was asked before asks today: ApprovalStep.objects.with_holder(), by the same rule."""
    asked = tuple(asked)
    line = line_managers(deal, by.pk, deal.owner_id) if set(asked) - ROLE_OF.keys() else []
    held = roles_held({role for approver, role in ROLE_OF.items() if approver in asked}, by)
    found: dict[Whom, User | Role | None] = {}
    for approver in asked:
        if isinstance(approver, Person):
            instead = next((manager for _team, manager in line), None)
            found[approver] = instead if approver.pk in {by.pk, deal.owner_id} else _named(deal, approver)
        elif approver in ROLE_OF:
            found[approver] = ROLE_OF[approver] if ROLE_OF[approver] in held else None
        else:
            found[approver] = at_place(deal, approver, line)
    return found


def _named(deal: Deal, person: Person) -> User | None:
    """Somebody who works here, decides, and may open the deal, or speaks for a trade, to which being asked opens it."""
    found = User.objects.filter(pk=person.pk, is_active=True).first()
    if found is None or not Act.DECIDE_APPROVAL.permits(found):
        return None
    may_open = found.role in ROLE_OF.values() or visible_deals(found).filter(pk=deal.pk).exists()
    return found if may_open else None


@dataclass(frozen=True, kw_only=True)
class Away:
    """Approvers whose steps fall away: the requester holds the place, or nobody does."""

    own: frozenset[Whom] = frozenset()
    empty: frozenset[Whom] = frozenset()


def falling_away(deal: Deal, by: User, asked: Iterable[Whom], chosen: Choices) -> Away:
    """By what the policy chose; no statement where it lets no step fall away."""
    asked = tuple(asked)
    own = own_places(deal, by, asked) if chosen.own is Own.SKIP and asked else frozenset[Whom]()
    empty = approvers_of(deal, by, asked) if chosen.nobody is Nobody.PASS and asked else {}
    return Away(own=own, empty=frozenset(approver for approver, who in empty.items() if who is None) - own)


@cache
def _quotes(role: str) -> Kept[Quote]:
    seen = visible_quotes(AnyoneOf(role)).filter(pk=Given("quote")).annotate(noticed_days=noticed_days())
    return Kept(seen.select_related("deal__customer", "deal__owner", "deal__team", "deal__budget", "customer"))


def quote_for(user: User, quote: int) -> Quote:
    opened = found(_quotes(user.role)(user=user.pk, quote=quote))
    return with_days(opened, opened.deal)


@cache
def _versions(role: str) -> Kept[QuoteVersion]:
    seen = QuoteVersion.objects.filter(quote__deal__in=visible_deals(AnyoneOf(role)), pk=Given("version"))
    return Kept(
        seen.select_related(
            "quote__deal__customer",
            "quote__deal__owner",
            "quote__deal__team",
            "quote__deal__budget",
            "price_book__book",
            "based_on",
            "frozen_by",
            "voided_by",
        ).annotate(noticed_days=noticed_days())
    )


def version_for(user: User, version: int) -> QuoteVersion:
    opened = found(_versions(user.role)(user=user.pk, version=version))
    return with_days(opened, opened.quote.deal)


def line_for(user: User, version: int, line: int) -> QuoteLine:
    """One line of a version that this person may open; the version comes with it."""
    opened = version_for(user, version)
    found_line = get_object_or_404(QuoteLine, version=opened, pk=line)
    found_line.version = opened
    return found_line


def may_void(user: User, version: QuoteVersion) -> bool:
    """Whose offer it is, the deal's owner or whoever submitted it, and any manager of the deal."""
    concerned = {version.quote.deal.owner_id, version.frozen_by_id}
    return Act.VOID_VERSION.permits(user) and (user.role == Role.MANAGER or user.pk in concerned)


def may_choose_against(user: User, other: QuoteVersion) -> bool:
    """Choosing an alternative makes the others void; a draft that nobody has submitted is no offer yet."""
    return other.is_draft or may_void(user, other)


def round_for(user: User, round: int) -> Round:
    seen = Round.objects.filter(quote__deal__in=visible_deals(user)).annotate(noticed_days=noticed_days())
    opened = get_object_or_404(
        seen.as_amended("moves", "theirs", "ours")
        .prefetch_related("amendments__amended_by")
        .select_related("quote__deal__customer", "quote__deal__owner", "quote__deal__team", "quote__deal__budget"),
        pk=round,
    )
    return with_days(opened, opened.quote.deal)


def issue_for(user: User, issue: int) -> DealIssue:
    """What is negotiated in a deal that this person may open."""
    seen = DealIssue.objects.filter(deal__in=visible_deals(user))
    opened = seen.select_related("deal__customer", "deal__owner", "deal__team", "deal__budget")
    return get_object_or_404(opened, pk=issue)


def rival_for(user: User, rival: int) -> RivalOffer:
    """One that still stands, of a deal that this person may open."""
    seen = RivalOffer.objects.standing().filter(deal__in=visible_deals(user)).annotate(noticed_days=noticed_days())
    told = ("teller", "noted_by", "heard_version__quote")
    opened = seen.select_related("deal__customer", "deal__owner", "deal__team", "deal__budget", *told)
    row = get_object_or_404(opened.prefetch_related("weighings"), pk=rival)
    return with_days(row, row.deal)


def document_for(user: User, document: int) -> Attachment:
    """A file of a competitor's offer that still stands, of a deal that this person may open."""
    seen = Attachment.objects.filter(rival__deal__in=visible_deals(user), rival__dropped_at=None)
    related = [f"rival__deal__{part}" for part in ("customer", "owner", "team", "budget")]
    opened = seen.annotate(noticed_days=noticed_days()).select_related(*related, "rival__teller", "rival__noted_by")
    row = get_object_or_404(opened, pk=document)
    return with_days(row, row.rival.deal)


def attachment_for(user: User, attachment: int) -> Attachment:
    """Whoever may open the deal finds its files; what one of them may do with it is what MAY says."""
    seen = Attachment.objects.filter(round__quote__deal__in=visible_deals(user)).annotate(noticed_days=noticed_days())
    deal = "round__quote__deal"
    related = (f"{deal}__customer", f"{deal}__owner", f"{deal}__team", f"{deal}__budget")
    opened = get_object_or_404(seen.select_related(*related), pk=attachment)
    return with_days(opened, opened.round.quote.deal)


def tariff_for(user: User, tariff: int) -> BillingTariff:
    """One that still stands, of a deal that this person may open."""
    standing = BillingTariff.objects.standing().filter(deal__in=visible_deals(user))
    return get_object_or_404(standing.select_related("deal__customer"), pk=tariff)


def request_for(user: User, asked: int) -> ApprovalRequest:
    seen = visible_requests(user).annotate(noticed_days=noticed_days())
    opened = get_object_or_404(
        seen.select_related(
            "version__quote__deal__customer",
            "version__quote__deal__owner",
            "version__quote__deal__budget",
            "requested_by",
            "policy",
        ),
        pk=asked,
    )
    return with_days(opened, opened.version.quote.deal)


def counter_for(user: User, counter: int) -> Counter:
    """An approver's conditions on a request that this person may open."""
    related = ("request__version__quote__deal__customer", "request__version__quote__deal__owner")
    seen = Counter.objects.filter(request__in=visible_requests(user)).annotate(noticed_days=noticed_days())
    budget = ("request__version__quote__deal__budget", "request__requested_by", "request__policy", "version")
    opened = get_object_or_404(seen.select_related(*related, *budget), pk=counter)
    return with_days(opened, opened.request.version.quote.deal)


def question_for(user: User, question: int) -> ApprovalQuestion:
    """A question on a request that this person may open."""
    deal = "request__version__quote__deal"
    related = (f"{deal}__customer", f"{deal}__owner", f"{deal}__budget", "request__requested_by", "request__policy")
    seen = ApprovalQuestion.objects.filter(request__in=visible_requests(user)).annotate(noticed_days=noticed_days())
    opened = get_object_or_404(seen.select_related(*related), pk=question)
    return with_days(opened, opened.request.version.quote.deal)


def delegation_for(user: User, delegation: int) -> Delegation:
    """One's own: nobody else ends it."""
    return get_object_or_404(Delegation.objects.select_related("to"), delegated_by=user, pk=delegation)


def export_for(user: User, export: int) -> ProposalExport:
    seen = ProposalExport.objects.filter(version__quote__deal__in=visible_deals(user))
    return get_object_or_404(seen.select_related("version__quote__deal__customer", "requested_by"), pk=export)


def price_book_version_for(user: User, price_book: int) -> PriceBookVersion:
    versions = visible_price_books(user).select_related("book", "published_by", "based_on__book")
    return get_object_or_404(versions, pk=price_book)


def price_import_for(user: User, price_import: int) -> PriceImport:
    """For whoever writes price books, whoever read the file in."""
    imports = PriceImport.objects.filter(version__in=visible_price_books(user)).select_related(
        "version__book", "uploaded_by", "applied_by"
    )
    return get_object_or_404(imports if Act.EDIT_PRICE_BOOK.permits(user) else imports.none(), pk=price_import)


def price_item_for(user: User, price_book: int, product: int) -> PriceItem:
    """One product's price in a version that this person may open."""
    items = PriceItem.objects.filter(version__in=visible_price_books(user))
    return get_object_or_404(
        items.select_related("product", "version__book"), version_id=price_book, product_id=product
    )


def visible_price_books(user: User) -> PriceBookVersionQuerySet:
    """What is published; a draft only for those who write it."""
    versions = PriceBookVersion.objects.all()
    return versions if Act.EDIT_PRICE_BOOK.permits(user) else versions.filter(published_at__isnull=False)


def visible_cost_models(user: User) -> CostModelVersionQuerySet:
    """What is published, for those who see costs; a draft only for those who write it."""
    versions = CostModelVersion.objects.all()
    if Act.EDIT_COST_MODEL.permits(user):
        return versions
    return versions.filter(published_at__isnull=False) if Act.SEE_COST.permits(user) else versions.none()


def cost_model_version_for(user: User, cost_model: int) -> CostModelVersion:
    versions = visible_cost_models(user).select_related("model", "published_by", "based_on__model")
    return get_object_or_404(versions, pk=cost_model)


def policy_for(user: User, policy: int) -> Policy:
    return get_object_or_404(Policy, pk=policy)


def hint_for(user: User, hint: str) -> Hint:
    """What the coach is set to is no secret among colleagues; setting it is what MAY restricts."""
    try:
        return Hint(hint)
    except ValueError:
        raise Http404 from None


def bitrate_for(user: User, bitrate: int) -> BitrateRow:
    """Bitrates are no secret among colleagues; writing them is what MAY restricts."""
    return get_object_or_404(BitrateRow.objects.current(), pk=bitrate)


def scenario_for(user: User, scenario: int) -> UsageScenario:
    """Any revision: a version that is out stands on the one it was submitted with."""
    return get_object_or_404(
        UsageScenario.objects.filter(deal__in=visible_deals(user)).select_related(
            "deal__customer", "deal__owner", "deal__team", "deal__budget", "saved_by", "successor"
        ),
        pk=scenario,
    )


def series_for(user: User, series: int) -> UsageSeries:
    seen = UsageSeries.objects.filter(deal__in=visible_deals(user))
    opened = seen.select_related("deal__customer", "deal__owner", "deal__team", "deal__budget", "uploaded_by")
    return get_object_or_404(opened, pk=series)
