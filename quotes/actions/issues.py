"""What is negotiated in a deal: one issue with its outcomes is kept, changed or taken off as a whole."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dealdesk.db import once
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.domain.issues.options import IssueTerms, Option
from quotes.domain.negotiation import Issue
from quotes.models import DealIssue, IssueOption
from quotes.models.issues import columns_of
from stakeholders.actions.deals import hold
from stakeholders.actions.editions import STALE
from stakeholders.actions.journal import record
from stakeholders.models import Deal, User


@transaction.atomic
def add_issue(
    *, deal: Deal, issue: Issue, options: Sequence[Option], note: str = "", by: User, at: datetime
) -> DealIssue:
    """Amounts stay out of the journal, which more people read than may see them."""
    held = hold(deal)
    terms = IssueTerms(issue=issue, options=tuple(options))
    with once(issue_once_a_deal=_there_already):
        made = DealIssue.objects.create(deal=held, issue=issue, note=note.strip(), set_at=at, set_by=by)
    _keep(made, terms)
    record("add_issue", on=made, by=by, at=at, deal=held, issue=issue)
    return made


@transaction.atomic
def change_issue(
    *, row: DealIssue, edition: int | None, options: Sequence[Option], note: str = "", by: User, at: datetime
) -> DealIssue:
    """`edition` is the one its author read. A move that named an option which goes keeps its price."""
    held = hold(row.deal)
    locked = DealIssue.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if edition is not None and edition != locked.edition:
        raise StaleRefusal(STALE, field="edition")
    terms = IssueTerms(issue=Issue(locked.issue), options=tuple(options))
    locked.note, locked.edition, locked.set_at, locked.set_by = note.strip(), locked.edition + 1, at, by
    locked.save(update_fields=["note", "edition", "set_at", "set_by"])
    _keep(locked, terms)
    record("change_issue", on=locked, by=by, at=at, deal=held, issue=locked.issue)
    return locked


@transaction.atomic
def remove_issue(*, row: DealIssue, by: User, at: datetime) -> None:
    held = hold(row.deal)
    record("remove_issue", on=row, by=by, at=at, deal=held, issue=row.issue)
    row.delete()


def _keep(row: DealIssue, terms: IssueTerms) -> None:
    """The options as they are told now; one that is known by its key stays the same row."""
    known = set(row.options.values_list("pk", flat=True))
    kept = [option.key for option in terms.options if option.key in known]
    row.options.exclude(pk__in=kept).delete()
    row.options.update(is_target=False, is_floor=False, is_today=False)
    for position, option in enumerate(terms.options, 1):
        columns = {"position": position, **columns_of(option)}
        if option.key in known:
            row.options.filter(pk=option.key).update(**columns)
        else:
            IssueOption.objects.create(issue=row, **columns)


def _there_already() -> Refusal:
    return Refusal("This issue is on the list already: change it there.", field="issue")
