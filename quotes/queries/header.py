"""The quotes part of the deal header: the current offer, how far it is from authority and floor, and its tabs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, DateField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from dealdesk.kept import Given, Kept
from dealdesk.kernel.formats import large, money, percent, points, wan
from dealdesk.web.dealheader import HeaderPart, Metric, Tab
from dealdesk.web.units import off_list, unit
from quotes.domain.policy import Approver, Figure, Operator, Policy, Rule, authority, read_conditions
from quotes.domain.pricing.engine import percent_off
from quotes.domain.pricing.margin import Margin
from quotes.models import ApprovalRequest, CostSnapshot, PolicyRule, ProposalExport, QuoteVersion, Round
from quotes.models import Policy as PolicyRow
from quotes.models.approvals import asked
from quotes.models.readiness import known_in, known_of, ready_facts
from quotes.queries.approvals.standings import said, standing_of
from quotes.queries.readiness import readiness_metric
from stakeholders.models import Deal, User
from stakeholders.permissions import Act

# From here on an amount is read in 万元.
LARGE = Decimal(10_000)


@dataclass(frozen=True, kw_only=True)
class Current:
    """The latest version of the quote last worked on; `limit` is the discount that asks nobody."""

    version: QuoteVersion
    limit: Decimal | None
    rounds: int
    waiting: int
    exports: int


def header_part(user: User, deal: Deal, at: datetime) -> HeaderPart:
    """One statement, and one more before anything is quoted; nothing for those who see no quotes."""
    if not Act.SEE_QUOTE.permits(user):
        return HeaderPart()
    current = _current(deal, timezone.localdate(at))
    gate = known_in(current.version, deal).gate(current.version.pk) if current else known_of(deal).gate()
    ready = readiness_metric(user, deal, gate)
    if current is None:
        return HeaderPart(metrics=(_not_yet(), *ready), tabs=(*_deal_tabs(user, deal), *_first_tab(user, deal)))
    metrics = _metrics(user, current.version, current.limit, timezone.localdate(at))
    return HeaderPart(metrics=(*metrics, *ready), tabs=(*_deal_tabs(user, deal), *_tabs(user, current)))


def metrics_after(user: User, version: QuoteVersion, limit: Decimal | None, at: datetime) -> tuple[Metric, ...]:
    """Our figures in the head of a deal once this draft was saved. A quote that was just saved is the one last worked
    on: while the draft is its latest version nothing is asked, else one statement. `limit` is the policy's of today."""
    if version.number != version.quote.latest_number:
        return header_part(user, version.quote.deal, at).metrics
    return _metrics(user, version, limit, timezone.localdate(at))


def _metrics(user: User, version: QuoteVersion, limit: Decimal | None, today: date) -> tuple[Metric, ...]:
    return (_version(version, today), *_authority(version, limit), *_margin(user, version))


@cache
def _latest() -> Kept[QuoteVersion]:
    in_force = PolicyRow.objects.in_force(Given("day", DateField()))
    about = Q(figure=Figure.DISCOUNT_PERCENT) | Q(more__contains=[{"figure": Figure.DISCOUNT_PERCENT}])
    rules = PolicyRule.objects.filter(about, policy__in=in_force)
    told = {"figure": "figure", "operator": "operator", "approver": "approver", "more": "more"}
    rule = JSONObject(threshold=Cast("threshold", CharField()), **told)
    versions = (
        QuoteVersion.objects.filter(quote__deal=Given("deal"), number=F("quote__latest_number"))
        .select_related("quote")
        .annotate(
            **ready_facts("quote__deal"),
            asked=asked(version=OuterRef("pk")),
            limits=ArraySubquery(rules.values(json=rule)),
            kept_cost=ArraySubquery(_kept_cost()),
            rounds_so_far=_count(Round.objects.filter(quote=OuterRef("quote")), "quote"),
            waiting=_count(ApprovalRequest.objects.open().filter(version__quote=OuterRef("quote")), "version__quote"),
            exported=_count(ProposalExport.objects.filter(version__quote=OuterRef("quote")), "version__quote"),
        )
    )
    return Kept(versions.order_by("-quote__updated_at", "-quote_id")[:1])


def _kept_cost() -> QuerySet[Any, Any]:
    """What stood behind the version when it was submitted, where all of that was known."""
    figures = {"revenue": "revenue", "cost": "cost", "target": "target", "minimum": "model_version__minimum_margin"}
    told = {name: Cast(column, CharField()) for name, column in figures.items()}
    complete = CostSnapshot.objects.filter(version=OuterRef("pk"), is_complete=True)
    return complete.values(json=JSONObject(**told))


def _current(deal: Deal, today: date) -> Current | None:
    for version in _latest()(deal=deal.pk, day=today):
        counted = vars(version)
        return Current(
            version=version,
            limit=_limit(counted["limits"]),
            rounds=counted["rounds_so_far"],
            waiting=counted["waiting"],
            exports=counted["exported"],
        )
    return None


def _count(rows: QuerySet[Any, Any], per: str) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values(per).annotate(n=Count("pk")).values("n")), 0)


def _limit(rules: Iterable[dict[str, Any]]) -> Decimal | None:
    found = (
        Rule(
            position=position,
            figure=Figure(rule["figure"]),
            operator=Operator(rule["operator"]),
            threshold=Decimal(rule["threshold"]),
            # What the salesperson may give alone is the same whomever it asks.
            approver=Approver.TEAM_MANAGER,
            more=read_conditions(rule["more"]),
        )
        for position, rule in enumerate(rules, 1)
    )
    return authority(Policy(number=0, rules=tuple(found)))


def _not_yet() -> Metric:
    return Metric(key="version", label=gettext("Current version"), value=gettext("Not quoted yet"))


def _version(version: QuoteVersion, today: date) -> Metric:
    total = version.gross_total
    in_wan = version.currency == "CNY" and total >= LARGE
    counted = unit(version.currency, large=in_wan, months=version.term_months)
    written = f"{wan(total) if in_wan else money(total)} {counted}"
    return Metric(
        key="version",
        label=gettext("Current version, with tax"),
        value=f"{version} · {written}",
        note=said(standing_of(version, today)).label,
        url=reverse("quotes:version", args=[version.pk]),
    )


def _authority(version: QuoteVersion, limit: Decimal | None) -> Iterator[Metric]:
    if limit is None:
        return
    given = version.given_at_most
    left, now = limit - given, gettext("now %(discount)s") % {"discount": off_list(given)}
    words = gettext("%(points)s points left") if left >= 0 else gettext("%(points)s points over")
    yield Metric(
        key="authority",
        label=gettext("To approval, at %(limit)s off") % {"limit": percent(limit)},
        value=words % {"points": money(abs(left), 1)},
        note=f"{version.furthest_in} {now}".strip(),
        tone="" if left >= 0 else "warn",
    )


def _margin(user: User, version: QuoteVersion) -> Iterator[Metric]:
    """Against what the version costs us, where that was kept with it; else against the floors of its lines."""
    kept = vars(version).get("kept_cost")
    if kept and Act.SEE_COST.permits(user):
        yield _over_cost({name: Decimal(figure) for name, figure in kept[0].items()})
    else:
        yield from _over_floor(user, version)


def _over_cost(kept: dict[str, Decimal]) -> Metric:
    """Of revenue before VAT; an amount where there is nothing to take a percentage of."""
    margin = Margin(revenue=kept["revenue"], cost=kept["cost"])
    share = margin.percent.points if margin.percent else None
    low = share is None or share < kept["minimum"]
    return Metric(
        key="margin",
        label=gettext("Margin"),
        value=money(margin.amount) if share is None else points(share),
        note=gettext("lowest %(margin)s") % {"margin": percent(kept["minimum"])},
        tone="bad" if low else "warn" if kept["revenue"] < kept["target"] else "",
        private=True,
    )


def _over_floor(user: User, version: QuoteVersion) -> Iterator[Metric]:
    """In the version's tax basis, as floors are; unknown where a line has no floor."""
    if not Act.SEE_FLOOR.permits(user):
        return
    label = gettext("Above the floor")
    if version.floor_total is None:
        yield Metric(key="margin", label=label, value=gettext("unknown"), private=True)
        return
    total = version.gross_total if version.tax_included else version.net_total
    above = percent_off(total, version.floor_total)
    yield Metric(
        key="margin",
        label=label,
        value=points(above),
        note=gettext("floor %(floor)s")
        % {
            "floor": f"{large(version.floor_total, version.currency)} "
            f"{unit(version.currency, None if version.tax_included else False, large=True)}"
        },
        tone="bad" if above < 0 else "",
        private=True,
    )


def _deal_tabs(user: User, deal: Deal) -> Iterator[Tab]:
    """What stands there whether anything is quoted or not."""
    if Act.SEE_USAGE.permits(user):
        yield Tab(key="usage", label=gettext("Usage"), url=reverse("quotes:deal_usage", args=[deal.pk]))
        yield Tab(key="billing", label=gettext("Billing"), url=reverse("quotes:billing", args=[deal.pk]))
    if Act.SEE_COST.permits(user):
        yield Tab(key="cost", label=gettext("Cost"), url=reverse("quotes:deal_costs", args=[deal.pk]))
    if Act.SEE_VALUE.permits(user):
        yield Tab(key="value", label=gettext("Value"), url=reverse("quotes:value", args=[deal.pk]))
    if Act.SEE_RIVALS.permits(user):
        yield Tab(key="rivals", label=gettext("Competitors"), url=reverse("quotes:rivals", args=[deal.pk]))


def _first_tab(user: User, deal: Deal) -> Iterator[Tab]:
    if Act.EDIT_QUOTE.permits(user):
        yield Tab(key="quotes", label=gettext("Quotes"), url=reverse("quotes:quote_new", args=[deal.pk]))


def _tabs(user: User, current: Current) -> Iterator[Tab]:
    quote, deal = current.version.quote_id, current.version.quote.deal_id
    yield Tab(
        key="quotes",
        label=gettext("Quotes"),
        url=reverse("quotes:quote", args=[quote]),
        note=str(current.version),
    )
    if Act.SEE_ROUNDS.permits(user):
        rounds = gettext("round %(number)s") % {"number": current.rounds} if current.rounds else ""
        yield Tab(
            key="negotiation",
            label=gettext("Negotiation"),
            url=reverse("quotes:negotiation", args=[quote]),
            note=rounds,
        )
    if Act.SEE_APPROVALS.permits(user):
        yield Tab(
            key="approvals",
            label=gettext("Approvals"),
            url=f"{reverse('quotes:approvals')}?deal={deal}",
            note=str(current.waiting or ""),
            tone="warn" if current.waiting else "",
        )
    if Act.EXPORT_PROPOSAL.permits(user):
        yield Tab(
            key="proposals",
            label=gettext("Proposals"),
            url=reverse("quotes:proposals", args=[quote]),
            note=str(current.exports or ""),
        )
