"""The only doors to quotes, versions, requests and exports."""

from functools import cache

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
from stakeholders.permissions import Act, AnyoneOf, found, noticed_days, visible_deals, with_days


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


def sheet_for(user: User, sheet: int) -> ApprovalSheet:
    """One's own: it shows what its reader may see, and nobody else's exists."""
    own = ApprovalSheet.objects.filter(asked_by=user, request__in=visible_requests(user))
    related = ("request__version__quote__deal__customer", "request__version__quote__deal__owner")
    return get_object_or_404(own.select_related(*related).defer("snapshot"), pk=sheet)


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
    related = ("version__quote__deal__customer", "version__quote__deal__owner", "requested_by")
    return get_object_or_404(seen.select_related(*related), pk=export)


def dead_export_for(user: User, failed: int) -> ProposalExport:
    """One that the machine gave up; to those who look after it, who read nothing of its deal."""
    dead = ProposalExport.objects.dead() if Act.RETRY_EXPORT.permits(user) else ProposalExport.objects.none()
    return get_object_or_404(dead.select_related("version__quote__deal__customer"), pk=failed)


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
