"""What the gate before a quote stands on that nobody else remembers: acknowledged value, and who passed over what."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from itertools import takewhile
from operator import itemgetter
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject, Least
from django.utils import timezone

from dealdesk.db import choices, paired
from dealdesk.kept import Given, Kept
from quotes.domain.readiness import SEATS, Facts, Known, Requirement
from quotes.models.coach import NegotiationAims
from quotes.models.costs import CostBasis, CostSnapshot
from quotes.models.quotes import Quote, QuoteVersion
from quotes.models.rivals import RivalOffer
from quotes.models.usage import UsageScenario, UsageSeries
from stakeholders.domain.deals import Stage
from stakeholders.domain.seats.words import SeatKind
from stakeholders.models import BudgetEstimate, BudgetSignal, Contact, Deal, Engagement, JournalEntry, Seat


class ValueWord(models.Model):
    """Somebody at the customer acknowledged what this is worth to them: who, when, and in what words."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="value_words")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="value_words")
    on = models.DateField()
    said = models.CharField(max_length=500)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(said=""), name="value_word_says_something"),
            paired("noted", "value_word_noted_pair"),
        ]


class ReadinessOverride(models.Model):
    """Somebody lets one version go out although these requirements are not met, and says why.

    It holds for no other version, and what else is missing still blocks.
    """

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="overrides")
    # Empty on rows from before a word was given for one version: they hold for none any more.
    version = models.ForeignKey(QuoteVersion, models.CASCADE, null=True, related_name="overrides")
    passed = ArrayField(models.CharField(max_length=12, choices=choices(Requirement)))
    reason = models.CharField(max_length=500)
    passed_at = models.DateTimeField()
    passed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-passed_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason="") & Q(passed__len__gt=0), name="override_says_why"),
            models.CheckConstraint(
                condition=Q(passed__contained_by=[word.value for word in Requirement]), name="override_passes_known"
            ),
            paired("passed", "override_passed_pair"),
        ]

    @property
    def names(self) -> tuple[Requirement, ...]:
        return tuple(Requirement(word) for word in self.passed)


@cache
def ready_facts(deal: str, *, dated: bool = False) -> Mapping[str, Any]:
    """What the gate asks of a deal, as columns of any row that leads to one by the path `deal`: put together once.

    The days of words on the deal itself are read from its journal, and only where a day matters (`dated`).
    """
    ref = OuterRef(deal)
    met = Engagement.objects.standing().answered().filter(deal=OuterRef("deal"), contacts=OuterRef("contact"))
    logged = Subquery(met.order_by("logged_at").values("logged_at")[:1])
    held = Seat.objects.filter(deal=ref, kind__in=list(SEATS)).annotate(reached=logged)
    # Of several in one seat whoever was reached first comes last, and stays.
    seats = held.order_by("kind", F("reached").desc(nulls_first=True))
    signals = BudgetSignal.objects.counted().filter(deal=ref).order_by("recorded_at").values("recorded_at")
    frozen = BudgetEstimate.objects.filter(deal=ref, frozen_at__isnull=False).values("frozen_at")
    scenarios = UsageScenario.objects.current().filter(deal=ref).order_by("saved_at").values("saved_at")
    series = UsageSeries.objects.current().filter(deal=ref).order_by("uploaded_at").values("uploaded_at")
    aims = NegotiationAims.objects.filter(quote__deal=ref).order_by("set_at").values("set_at")
    costs = CostSnapshot.objects.filter(version__quote__deal=ref).order_by("-kept_at", "-id")
    told = JSONObject(at="kept_at", complete="is_complete")
    over = ReadinessOverride.objects.filter(deal=ref, version__isnull=False)
    rivals = RivalOffer.objects.standing().filter(deal=ref).order_by("noted_at").values("noted_at")
    planned = Quote.objects.filter(deal=ref).order_by("-updated_at", "-pk").values("pk")
    words = {f"ready_{word}": _last_written(ref, columns) for word, columns in WRITTEN.items()} if dated else {}
    return {
        "ready_seats": ArraySubquery(seats.values(json=JSONObject(kind="kind", at="reached"))),
        "ready_usage": Least(Subquery(scenarios[:1]), Subquery(series[:1])),
        "ready_value": Subquery(ValueWord.objects.filter(deal=ref).order_by("noted_at").values("noted_at")[:1]),
        "ready_budget": Subquery(signals[:1]),
        "ready_frozen": Subquery(frozen[:1]),
        "ready_cost": ArraySubquery(costs.values(json=told)[:MOST_COSTS]),
        "ready_basis": Subquery(CostBasis.objects.filter(deal=ref).values("chosen_at")[:1]),
        "ready_aims": Subquery(aims[:1]),
        "ready_rivals": Subquery(rivals[:1]),
        "ready_quote": Subquery(planned[:1]),
        "ready_passed": ArraySubquery(over.values(json=JSONObject(version="version", over="passed"))),
        **words,
    }


# As many costs as are looked back through for the day since when they have been complete.
MOST_COSTS = 50
# The words of a deal that the gate asks for, and the columns they stand in.
WRITTEN = {"needs": ("needs", "solution"), "competition": ("competitor_note",)}


def _last_written(ref: OuterRef, columns: tuple[str, ...]) -> Subquery:
    """When one of these columns was last changed; nothing where they stand as the deal was opened."""
    return Subquery(_written(ref, columns).order_by("-at", "-id").values("at")[:1])


def _written(ref: OuterRef, columns: tuple[str, ...]) -> models.QuerySet[JournalEntry]:
    named = Q(*(Q(facts__changed__contains=[column]) for column in columns), _connector=Q.OR)
    return JournalEntry.objects.filter(named, deal=ref, act="change_deal")


def green_before(moment: datetime) -> Q:
    """Deals of which all that the gate asks for was known before a moment, and has been since: `ready_facts` said as
    a condition, so that of any number of deals the database names those alone."""
    ref = OuterRef("pk")
    met = Engagement.objects.standing().answered().filter(deal=OuterRef("deal"), contacts=OuterRef("contact"))
    reached = Seat.objects.filter(Exists(met.filter(logged_at__lt=moment)), deal=ref)
    seats = Q(*(Exists(reached.filter(kind=kind)) for kind in SEATS))
    words = {word: ~Exists(_written(ref, columns).filter(at__gte=moment)) for word, columns in WRITTEN.items()}
    needs = ~Q(needs="") & ~Q(solution="") & Q(words["needs"])
    rivals = RivalOffer.objects.standing().filter(deal=ref, noted_at__lt=moment)
    competition = (~Q(competitor_note="") & Q(words["competition"])) | Exists(rivals)
    scenarios = UsageScenario.objects.current().filter(deal=ref, saved_at__lt=moment)
    usage = Exists(scenarios) | Exists(UsageSeries.objects.current().filter(deal=ref, uploaded_at__lt=moment))
    value = Exists(ValueWord.objects.filter(deal=ref, noted_at__lt=moment))
    budget = Exists(BudgetSignal.objects.counted().filter(deal=ref, recorded_at__lt=moment))
    return Q(needs, seats, usage, competition, value, budget, _floor_before(moment), created_at__lt=moment)


def _floor_before(moment: datetime) -> Q:
    """`_floor` said as a condition."""
    ref = OuterRef("pk")
    aims = NegotiationAims.objects.filter(quote__deal=ref)
    costs = CostSnapshot.objects.filter(version__quote__deal=ref)
    after = Q(kept_at__gt=OuterRef("kept_at")) | Q(kept_at=OuterRef("kept_at"), pk__gt=OuterRef("pk"))
    gap = CostSnapshot.objects.filter(after, version__quote__deal=OuterRef("version__quote__deal"), is_complete=False)
    complete = costs.filter(~Exists(gap), is_complete=True, kept_at__lt=moment)
    basis = Exists(CostBasis.objects.filter(deal=ref, chosen_at__lt=moment)) & ~Exists(costs)
    return Exists(aims.filter(set_at__lt=moment)) | (~Exists(aims) & (Exists(complete) | basis))


def known_in(row: models.Model, deal: Deal) -> Known:
    """What the gate knows of a deal, from a row that was read with `ready_facts`."""
    told = vars(row)
    opened = timezone.localdate(deal.created_at)
    needs, noted = (_day(told.get(f"ready_{word}")) or opened for word in ("needs", "competition"))
    # Either says whom we are up against: the note, or a competitor's offer.
    competition = (_day(told["ready_rivals"]), noted if deal.competitor_note.strip() else None)
    budget = _day(told["ready_budget"])
    facts = Facts(
        needs=needs if deal.needs.strip() and deal.solution.strip() else None,
        seats={SeatKind(seat["kind"]): _read(seat["at"]) for seat in told["ready_seats"] if seat["at"]},
        usage=_day(told["ready_usage"]),
        value=_day(told["ready_value"]),
        competition=min(filter(None, competition), default=None),
        budget=budget,
        floor=_floor(told["ready_aims"], told["ready_cost"], told["ready_basis"]),
        missed=frozenset({Requirement.BUDGET} if told["ready_frozen"] and budget is None else ()),
        held=frozenset(SeatKind(seat["kind"]) for seat in told["ready_seats"]),
    )
    passed = _passed(told["ready_passed"])
    return Known(facts=facts, stage=Stage(deal.stage), passed=passed, quote=told["ready_quote"])


def known_of(deal: Deal) -> Known:
    """One statement."""
    (row,) = _asked()(deal=deal.pk)
    return known_in(row, deal)


@cache
def _asked() -> Kept[Deal]:
    return Kept(Deal.objects.only("pk").annotate(**ready_facts("pk", dated=True)).filter(pk=Given("deal")))


def _passed(told: list[dict[str, Any]]) -> dict[int, frozenset[Requirement]]:
    """A second word for the same version adds to the first."""
    found: dict[int, frozenset[Requirement]] = {}
    for one in told:
        found[one["version"]] = found.get(one["version"], frozenset()) | frozenset(map(Requirement, one["over"]))
    return found


def _floor(set_at: datetime | None, costs: list[dict[str, Any]], chosen_at: datetime | None) -> date | None:
    """Known where somebody set both for a negotiation, or since the offer from which on every cost was complete;
    before any was reckoned, with the cost model chosen. `costs` are the newest first."""
    if set_at:
        return _day(set_at)
    if costs:
        complete = [_read(one["at"]) for one in takewhile(itemgetter("complete"), costs)]
        return complete[-1] if complete else None
    return _day(chosen_at)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _read(moment: str) -> date:
    return timezone.localdate(datetime.fromisoformat(moment))
