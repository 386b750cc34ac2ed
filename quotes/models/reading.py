"""What is known of the words in a deal's documents: what was said of them, last, and who reads them today."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from quotes.domain.approvals import Verdict
from quotes.domain.lifecycle import VersionState
from quotes.domain.papers import Block, Composition, Passage, typed
from quotes.domain.texts import NOTHING_READ, READERS, Read
from quotes.models.approvals import ApprovalRequest, ApprovalStep
from quotes.models.holding import solution_of
from quotes.models.quotes import QuoteVersion
from quotes.models.signers import line_managers
from quotes.models.texts import OwnWords, TextEdition
from stakeholders.domain.deals import Stage
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User


def read_of(deal: Deal, compositions: Iterable[Composition], told_in: Collection[Passage] = ()) -> Read:
    """What is known of the words in them, and of what is told in the deal; two statements where there are any, two
    where texts were chosen."""
    told = tuple(compositions)
    chosen = [one.edition for composition in told for one in composition.house]
    asks = any(composition.texts for composition in told) or bool(told_in)
    if not chosen and not asks:
        return NOTHING_READ
    return Read(own=read_in([deal.pk])[deal.pk] if asks else {}, **gone_among(chosen))


def gone_among(editions: Collection[int]) -> dict[str, frozenset[int]]:
    """Of editions of texts of the house those whose text was retired, and those that a later one stopped; two
    statements where there are any."""
    if not editions:
        return {}
    retired = TextEdition.objects.filter(pk__in=editions, text__retired_at__isnull=False)
    stopped = TextEdition.objects.stopped().filter(pk__in=editions)
    return {
        "retired": frozenset(retired.values_list("pk", flat=True)),
        "stopped": frozenset(stopped.values_list("pk", flat=True)),
    }


@dataclass(frozen=True)
class Said:
    """Of words by their key, in a deal: agreed or not, or asked and not answered (None)."""

    deal: int
    key: str
    holds: bool | None
    at: datetime | None


def read_in(deals: Collection[int]) -> Mapping[int, Mapping[str, bool | None]]:
    """What was said last of words in each of these deals, by their key: by themselves, or with an offer that a manager
    decided on or is asked to (None). Of two that were said in the same moment the no. Two statements."""
    found: dict[int, dict[str, bool | None]] = {deal: {} for deal in deals}
    told = [*_with_offers(deals), *_by_themselves(deals)]
    answers = sorted((one.at, not one.holds, one.deal, one.key) for one in told if one.at is not None)
    for one in told:
        found[one.deal][one.key] = None
    for _at, is_no, deal, key in answers:
        found[deal][key] = not is_no
    return found


def _with_offers(deals: Collection[int]) -> Iterable[Said]:
    """Whoever decides on a step without a trade is a manager; conditions that were accepted are of another offer, and
    what was said of an offer that is void counts no more."""
    managers = ApprovalStep.objects.filter(request=OuterRef("pk"), role="")
    agreed = managers.filter(decision__verdict=Verdict.APPROVE, decision__counter=None).order_by(
        "-decision__decided_at"
    )
    waits = Q(Exists(managers.filter(decision=None)), closed_at=None)
    asked = ApprovalRequest.objects.filter(version__quote__deal__in=deals, words__isnull=False)
    told = asked.annotate(agreed_at=Subquery(agreed.values("decision__decided_at")[:1]))
    stand = told.filter(Q(agreed_at__isnull=False) | waits).exclude(version__state=VersionState.VOID)
    for deal, words, at in stand.values_list("version__quote__deal", "words", "agreed_at"):
        yield from (Said(deal, key, None if at is None else True, at) for key in words or ())


def _by_themselves(deals: Collection[int]) -> Iterable[Said]:
    own = OwnWords.objects.filter(deal__in=deals).only("deal", "sha256", "is_approved", "decided_at", "revoked_at")
    return (Said(one.deal_id, one.sha256, one.holds, one.said_at) for one in own)


def asks_still() -> Q:
    """Of own words: nobody reads for a deal that was lost."""
    return ~Q(deal__stage=Stage.LOST)


def kept_of(version: QuoteVersion) -> dict[str, Any]:
    """What a request keeps of the words that its approver reads with the offer, and their keys: a name that is crossed
    out in them later changes none of those."""
    return {
        "needs": version.quote.deal.needs,
        "solution": version.quote.deal.solution,
        "words": [passage.key(version.fingerprint) for passage in typed_of(version)],
    }


def typed_of(version: QuoteVersion) -> tuple[Passage, ...]:
    """What its documents print as somebody typed it in the deal and the offer. One statement, and one where the deal
    says a solution."""
    quote, deal = version.quote, version.quote.deal
    said = {"needs": deal.needs, "solution": solution_of(version), "note": version.note}
    return typed(**said, names=(deal.name, quote.title), lines=own_lines(version))


def own_lines(version: QuoteVersion) -> tuple[tuple[str, ...], ...]:
    """What its lines and columns are called that is not from the price book, each once. One statement."""
    lines = version.lines.select_related("product").order_by("position")
    columns = ((column["name"],) for column in version.columns)
    return tuple(dict.fromkeys(said for said in (*(line.own_words for line in lines), *columns) if said))


@dataclass(frozen=True)
class Readers:
    """Who reads words of a deal's documents today: `line` is who stands above it, from the bottom up, and `trades` all
    of the other roles that read; never its owner."""

    line: tuple[User, ...]
    trades: tuple[User, ...]

    def of(self, block: Block, author: int | None) -> tuple[User, ...]:
        """The nearest manager, or whoever holds the role; never who wrote them."""
        role = READERS[block]
        if role is Role.MANAGER:
            return tuple(one for one in self.line if one.pk != author)[:1]
        return tuple(one for one in self.trades if one.role == role and one.pk != author)


def readers_of(deal: Deal) -> Readers:
    """Two statements."""
    trades = User.objects.filter(role__in=set(READERS.values()) - {Role.MANAGER}, is_active=True).order_by("pk")
    line = dict.fromkeys(manager for _team, manager in line_managers(deal, deal.owner_id))
    return Readers(line=tuple(line), trades=tuple(trades.exclude(pk=deal.owner_id)))
