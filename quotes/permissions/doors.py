"""The only doors to quotes, versions, requests and exports."""

from functools import cache

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from dealdesk.kept import Given, Kept
from quotes.domain.coach.advice import Hint
from quotes.models import (
    ApprovalQuestion,
    ApprovalRequest,
    ApprovalSheet,
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
from quotes.permissions.visible import visible_cost_models, visible_price_books, visible_quotes, visible_requests
from stakeholders.models import User
from stakeholders.permissions import Act, AnyoneOf, Asking, door, found, noticed_days, visible_deals, with_days


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


@door
def _round(user: Asking, round: int) -> QuerySet[Round]:
    seen = Round.objects.filter(quote__deal__in=visible_deals(user), pk=round).annotate(noticed_days=noticed_days())
    return (
        seen.as_amended("moves", "theirs", "ours")
        .prefetch_related("amendments__amended_by")
        .select_related("quote__deal__customer", "quote__deal__owner", "quote__deal__team", "quote__deal__budget")
    )


def round_for(user: User, round: int) -> Round:
    opened = _round(user, round)
    return with_days(opened, opened.quote.deal)


@door
def issue_for(user: Asking, issue: int) -> QuerySet[DealIssue]:
    """What is negotiated in a deal that this person may open."""
    seen = DealIssue.objects.filter(deal__in=visible_deals(user))
    opened = seen.select_related("deal__customer", "deal__owner", "deal__team", "deal__budget")
    return opened.filter(pk=issue)


@door
def _rival(user: Asking, rival: int) -> QuerySet[RivalOffer]:
    seen = RivalOffer.objects.standing().filter(deal__in=visible_deals(user), pk=rival)
    told = ("teller", "noted_by", "heard_version__quote")
    opened = seen.select_related("deal__customer", "deal__owner", "deal__team", "deal__budget", *told)
    return opened.annotate(noticed_days=noticed_days()).prefetch_related("weighings")


def rival_for(user: User, rival: int) -> RivalOffer:
    """One that still stands, of a deal that this person may open."""
    row = _rival(user, rival)
    return with_days(row, row.deal)


@door
def _document(user: Asking, document: int) -> QuerySet[Attachment]:
    seen = Attachment.objects.filter(rival__deal__in=visible_deals(user), rival__dropped_at=None, pk=document)
    related = [f"rival__deal__{part}" for part in ("customer", "owner", "team", "budget")]
    return seen.annotate(noticed_days=noticed_days()).select_related(*related, "rival__teller", "rival__noted_by")


def document_for(user: User, document: int) -> Attachment:
    """A file of a competitor's offer that still stands, of a deal that this person may open."""
    row = _document(user, document)
    return with_days(row, row.rival.deal)  # type: ignore[union-attr]


@door
def _attachment(user: Asking, attachment: int) -> QuerySet[Attachment]:
    seen = Attachment.objects.filter(round__quote__deal__in=visible_deals(user), pk=attachment)
    deal = "round__quote__deal"
    related = (f"{deal}__customer", f"{deal}__owner", f"{deal}__team", f"{deal}__budget")
    return seen.annotate(noticed_days=noticed_days()).select_related(*related)


def attachment_for(user: User, attachment: int) -> Attachment:
    """Whoever may open the deal finds its files; what one of them may do with it is what MAY says."""
    opened = _attachment(user, attachment)
    return with_days(opened, opened.round.quote.deal)  # type: ignore[union-attr]


@door
def tariff_for(user: Asking, tariff: int) -> QuerySet[BillingTariff]:
    """One that still stands, of a deal that this person may open."""
    standing = BillingTariff.objects.standing().filter(deal__in=visible_deals(user))
    return standing.select_related("deal__customer").filter(pk=tariff)


@door
def _request(user: Asking, asked: int) -> QuerySet[ApprovalRequest]:
    seen = visible_requests(user).filter(pk=asked).annotate(noticed_days=noticed_days())
    return seen.select_related(
        "version__quote__deal__customer",
        "version__quote__deal__owner",
        "version__quote__deal__budget",
        "requested_by",
        "policy",
    )


def request_for(user: User, asked: int) -> ApprovalRequest:
    opened = _request(user, asked)
    return with_days(opened, opened.version.quote.deal)


@door
def sheet_for(user: Asking, sheet: int) -> QuerySet[ApprovalSheet]:
    """One's own: it shows what its reader may see, and nobody else's exists."""
    own = ApprovalSheet.objects.filter(asked_by=user, request__in=visible_requests(user))
    related = ("request__version__quote__deal__customer", "request__version__quote__deal__owner")
    return own.select_related(*related).defer("snapshot").filter(pk=sheet)


@door
def _counter(user: Asking, counter: int) -> QuerySet[Counter]:
    related = ("request__version__quote__deal__customer", "request__version__quote__deal__owner")
    seen = Counter.objects.filter(request__in=visible_requests(user), pk=counter).annotate(noticed_days=noticed_days())
    budget = ("request__version__quote__deal__budget", "request__requested_by", "request__policy", "version")
    return seen.select_related(*related, *budget)


def counter_for(user: User, counter: int) -> Counter:
    """An approver's conditions on a request that this person may open."""
    opened = _counter(user, counter)
    return with_days(opened, opened.request.version.quote.deal)


@door
def _question(user: Asking, question: int) -> QuerySet[ApprovalQuestion]:
    deal = "request__version__quote__deal"
    related = (f"{deal}__customer", f"{deal}__owner", f"{deal}__budget", "request__requested_by", "request__policy")
    seen = ApprovalQuestion.objects.filter(request__in=visible_requests(user), pk=question)
    return seen.annotate(noticed_days=noticed_days()).select_related(*related)


def question_for(user: User, question: int) -> ApprovalQuestion:
    """A question on a request that this person may open."""
    opened = _question(user, question)
    return with_days(opened, opened.request.version.quote.deal)


def delegation_for(user: User, delegation: int) -> Delegation:
    """One's own: nobody else ends it."""
    return get_object_or_404(Delegation.objects.select_related("to"), delegated_by=user, pk=delegation)


@door
def export_for(user: Asking, export: int) -> QuerySet[ProposalExport]:
    seen = ProposalExport.objects.filter(version__quote__deal__in=visible_deals(user))
    related = ("version__quote__deal__customer", "version__quote__deal__owner", "requested_by")
    return seen.select_related(*related).filter(pk=export)


def dead_export_for(user: User, failed: int) -> ProposalExport:
    """One that the machine gave up; to those who look after it, who read nothing of its deal."""
    dead = ProposalExport.objects.dead() if Act.RETRY_EXPORT.permits(user) else ProposalExport.objects.none()
    return get_object_or_404(dead.select_related("version__quote__deal__customer"), pk=failed)


@door
def price_book_version_for(user: Asking, price_book: int) -> QuerySet[PriceBookVersion]:
    versions = visible_price_books(user).select_related("book", "published_by", "based_on__book")
    return versions.filter(pk=price_book)


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


@door
def cost_model_version_for(user: Asking, cost_model: int) -> QuerySet[CostModelVersion]:
    versions = visible_cost_models(user).select_related("model", "published_by", "based_on__model")
    return versions.filter(pk=cost_model)


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


@door
def scenario_for(user: Asking, scenario: int) -> QuerySet[UsageScenario]:
    """Any revision: a version that is out stands on the one it was submitted with."""
    seen = UsageScenario.objects.filter(deal__in=visible_deals(user), pk=scenario)
    return seen.select_related("deal__customer", "deal__owner", "deal__team", "deal__budget", "saved_by", "successor")


@door
def series_for(user: Asking, series: int) -> QuerySet[UsageSeries]:
    seen = UsageSeries.objects.filter(deal__in=visible_deals(user))
    opened = seen.select_related("deal__customer", "deal__owner", "deal__team", "deal__budget", "uploaded_by")
    return opened.filter(pk=series)
