"""Alternatives of one offer: begun side by side from one version, and ended when one of them is chosen."""

from datetime import datetime

from django.db import transaction

from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from quotes.actions.quotes.ends import end
from quotes.actions.quotes.versions import drafted, hold_quote
from quotes.domain.branches import next_letters
from quotes.domain.lifecycle import VersionState
from quotes.models import QuoteVersion
from quotes.models.sealed import seal
from quotes.permissions import NOT_YOURS_TO_END, may_choose_against
from stakeholders.actions.journal import record
from stakeholders.models import User

DEAL = "quote__deal__customer"


@transaction.atomic
def branch_version(*, version: QuoteVersion, by: User, at: datetime) -> tuple[QuoteVersion, ...]:
    """Two drafts with the terms of this version, each on a branch of its own; asked again, one more."""
    quote = hold_quote(version)
    base = QuoteVersion.objects.get(pk=version.pk)
    if base.is_draft:
        raise Refusal("V%(number)s is still a draft: submit it or discard it first.", number=base.mark)
    letters = next_letters(base.place(), [other.place() for other in quote.versions.all()])
    drafts = tuple(drafted(quote, base, by, at, branch=letter) for letter in letters)
    names = "、".join(str(draft) for draft in drafts)
    record("branch_version", **drafts[0].about(), by=by, at=at, based_on=base.mark, drafts=names)
    return drafts


@transaction.atomic
def choose_branch(*, version: QuoteVersion, reason: str, by: User, at: datetime) -> QuoteVersion:
    """This version's branch goes on: whatever still lives on the others is void, drafts too, with one reason."""
    family = QuoteVersion.objects.filter(quote=version.quote_id).order_by("pk")
    held = {one.pk: one for one in family.select_for_update(of=("self",), no_key=True).select_related(DEAL)}
    hold_quote(version)
    if family.exclude(pk__in=held).exists():
        raise StaleRefusal("Another version was made just now: look at it before you choose.")
    chosen = held[version.pk]
    if not chosen.branch:
        raise Refusal("V%(number)s stands on the main line: only alternatives are chosen between.", number=chosen.mark)
    if chosen.state == VersionState.VOID:
        raise Refusal("V%(number)s is void: choose an alternative that is not.", number=chosen.mark)
    others = [one for one in held.values() if one.branch not in {"", chosen.branch} and one.state != VersionState.VOID]
    if not others:
        raise Refusal("There is no other alternative left to decide against.")
    if theirs := next((other for other in others if not may_choose_against(by, other)), None):
        raise ForbiddenRefusal(NOT_YOURS_TO_END, number=theirs.mark)
    for other in others:
        _freeze(other, by, at)
        end(other, reason, by, at)
    record("choose_branch", **chosen.about(), by=by, at=at, branch=chosen.branch)
    return chosen


def _freeze(version: QuoteVersion, by: User, at: datetime) -> None:
    """A draft that was not chosen is kept as it was, like everything that was weighed."""
    if version.is_draft:
        version.frozen_at, version.frozen_by = at, by
        seal(version, None)
