"""The internal sheets of a request that one reader ordered."""

from quotes.models import ApprovalSheet
from stakeholders.models import User
from stakeholders.permissions import Act, visible_deals


def earlier_sheets(sheet: ApprovalSheet) -> tuple[ApprovalSheet, ...]:
    """Its reader's others of the same request that have pages, the newest first, without their pages; one statement."""
    same = ApprovalSheet.objects.filter(request=sheet.request_id, asked_by=sheet.asked_by_id)
    made = same.exclude(pk=sheet.pk).filter(pdf__isnull=False)
    return tuple(made.defer("pdf", "snapshot").order_by("-id"))


def sheet_like(user: User, sha256: str) -> ApprovalSheet | None:
    """Whose bytes these are, where this person may see costs and open the deal; one statement, none for others."""
    if not Act.SEE_COST.permits(user):
        return None
    seen = ApprovalSheet.objects.filter(request__version__quote__deal__in=visible_deals(user), sha256=sha256)
    related = ("request__version__quote__deal__customer", "asked_by")
    return seen.select_related(*related).defer("pdf", "snapshot").order_by("id").first()
