"""English words are written for what documents print: for the house by whoever keeps its price books, for one deal by
whoever exports its documents. An empty one is taken back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction

from dealdesk.db import once
from dealdesk.kernel.refusals import StaleRefusal
from quotes.models import EnglishWords, PriceBookVersion, QuoteVersion
from stakeholders.actions.journal import record
from stakeholders.models import Deal, User

NOTHING_SEEN: Mapping[str, str] = MappingProxyType({})


@transaction.atomic
def write_house_english(
    *,
    version: PriceBookVersion,
    words: Mapping[str, str],
    seen: Mapping[str, str] = NOTHING_SEEN,
    by: User,
    at: datetime,
) -> int:
    """For what the products of this version are called, their groups and units; how many of them changed. Refuses to
    write over a word that is another by now than its author has `seen`."""
    changed = _written(None, words, seen, by, at)
    if changed:
        facts: dict[str, Any] = {"name": version.book.name, "version": version.number, "count": changed}
        record("write_house_english", on=version, by=by, at=at, **facts)
    return changed


@transaction.atomic
def write_english(
    *, version: QuoteVersion, words: Mapping[str, str], seen: Mapping[str, str] = NOTHING_SEEN, by: User, at: datetime
) -> int:
    """For what documents of the deal print beyond the price book; how many of them changed. What was exported before
    stays as it was, and a word that is another by now than its author has `seen` too."""
    quote = version.quote
    changed = _written(quote.deal, words, seen, by, at)
    if changed:
        facts: dict[str, Any] = {"number": quote.number, "version": version.mark, "count": changed}
        record("write_english", on=version, deal=quote.deal, by=by, at=at, **facts)
    return changed


def _written(deal: Deal | None, words: Mapping[str, str], seen: Mapping[str, str], by: User, at: datetime) -> int:
    """In a deal two who write at once wait for each other; of the house the second is refused."""
    if deal is not None:
        Deal.objects.select_for_update(of=("self",), no_key=True).get(pk=deal.pk)
    stored = EnglishWords.objects.select_for_update().filter(deal=deal, zh__in=list(words)).order_by("pk")
    before = {row.zh: row for row in stored}
    told = {zh: " ".join(en.split()) for zh, en in words.items() if zh}
    now = {zh: before[zh].en if zh in before else "" for zh in told}
    changed = {zh: en for zh, en in told.items() if en != now[zh]}
    for zh in changed:
        if seen.get(zh, now[zh]) != now[zh]:
            raise _stale(zh)
    _write_over([row for zh, row in before.items() if zh in changed], changed, by, at)
    _write_new(deal, {zh: en for zh, en in changed.items() if en and zh not in before}, by, at)
    return len(changed)


def _write_over(rows: Iterable[EnglishWords], changed: Mapping[str, str], by: User, at: datetime) -> None:
    gone: list[EnglishWords] = []
    kept: list[EnglishWords] = []
    for row in rows:
        row.en, row.written_at, row.written_by = changed[row.zh], at, by
        (kept if row.en else gone).append(row)
    EnglishWords.objects.filter(pk__in=[row.pk for row in gone]).delete()
    EnglishWords.objects.bulk_update(kept, ["en", "written_at", "written_by"])


def _write_new(deal: Deal | None, new: Mapping[str, str], by: User, at: datetime) -> None:
    """In one order, whoever writes: two who write the same words wait for each other's first one."""
    rows = [EnglishWords(deal=deal, zh=zh, en=new[zh], written_at=at, written_by=by) for zh in sorted(new)]
    with once(house_english_once=lambda: _stale(rows[0].zh)):
        EnglishWords.objects.bulk_create(rows)


def _stale(zh: str) -> StaleRefusal:
    message = "Somebody wrote English words meanwhile, “%(text)s” among them: look at theirs, then save yours again."
    return StaleRefusal(message, text=zh)
