"""What an approver compares with: the version they agreed to last, and the ways down to both prices."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, Value, When

from dealdesk.kernel.money import round_to
from dealdesk.web import charts
from quotes.domain.approvals import Verdict
from quotes.domain.costs.waterfall import price_fall
from quotes.domain.pricing.compare import Change, Part, Shown, towards
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.models import Decision, QuoteVersion
from quotes.queries.approvals.alike import changes_between, is_decisive
from quotes.queries.costs.falls import fall_picture
from quotes.queries.costs.standing import Standing, kept_for
from stakeholders.models import User


@dataclass(frozen=True, kw_only=True)
class Since:
    """An earlier version beside this one: `who` agreed to it and `when`, where a person did; "" is the reader.

    `changes` are what a decision turns on, `rest` what follows from them; `falls` the ways from list price to price.
    """

    version: QuoteVersion
    who: str | None
    when: datetime | None
    changes: tuple[Change, ...]
    rest: tuple[Change, ...]
    falls: tuple[tuple[str, charts.Picture], ...]


def since(
    user: User, version: QuoteVersion, priced: PricedOffer, cost: Standing | None, baseline: QuoteVersion | None
) -> Since | None:
    """Against what the reader agreed to last, else what anybody did; where no person did, against `baseline`, the last
    version that stood by itself. What was approved without a person never moves it."""
    decision = _last_human(user, version)
    request = decision.step.request if decision else None
    if request is not None and (baseline is None or request.version_id != baseline.pk):
        baseline = QuoteVersion.objects.with_offer().get(pk=request.version_id)
    if baseline is None:
        return None
    before = price(baseline.terms())
    changes = changes_between(user, before, priced)
    named = ((baseline, before), (version, priced))
    return Since(
        version=baseline,
        who=None if decision is None else "" if decision.decided_by_id == user.pk else decision.decided_by.name,
        when=decision.decided_at if decision else None,
        changes=(*_margin(user, baseline, cost), *(one for one in changes if is_decisive(one))),
        rest=tuple(one for one in changes if not is_decisive(one)),
        falls=tuple((str(one), fall_picture(price_fall(offer, None), one.currency)) for one, offer in named),
    )


def _last_human(user: User, version: QuoteVersion) -> Decision | None:
    mine = Case(When(decided_by=user, then=Value(1)), default=Value(0), output_field=IntegerField())
    given = Decision.objects.filter(
        verdict=Verdict.APPROVE,
        step__request__version__quote=version.quote_id,
        step__request__version__number__lt=version.number,
    )
    ordered = given.order_by(mine.desc(), "-step__request__version__number", "-decided_at")
    return ordered.select_related("step__request", "decided_by").first()


def _margin(user: User, before: QuoteVersion, cost: Standing | None) -> tuple[Change, ...]:
    """In percent points of the revenue; for those alone who may see costs."""
    old = kept_for(user, before) if cost is not None else None
    if cost is None or old is None or cost.percent is None or old.percent is None:
        return ()
    was, now = round_to(old.percent, 1), round_to(cost.percent, 1)
    if was == now:
        return ()
    return (
        Change(
            part=Part.TOTAL,
            label="Margin",
            before=was,
            after=now,
            shown=Shown.PERCENT,
            direction=towards(1 if now > was else -1),
            private=True,
        ),
    )
