"""Ways of paying side by side, and the months of the contract in money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from contracts.domain.payment import late_interest
from contracts.domain.payment.calendar import CashMonth, by_month, coming, deepest
from contracts.domain.payment.schemes import Compared, Scheme, compared
from contracts.domain.statutes import Rule
from contracts.permissions import Act
from contracts.queries.payment.ground import PaymentGround, agreed_interest, protects
from dealdesk.kernel.formats import money, percent
from dealdesk.kernel.money import round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.web import charts
from quotes.domain.concessions import credit_cost
from quotes.domain.credit import receivables
from quotes.models import QuoteVersion
from quotes.queries.costs.standing import weighed, weighed_versions
from stakeholders.models import User

A_YEAR = 12


@dataclass(frozen=True, kw_only=True)
class WayRow:
    """Figures as they are shown; None where they do not follow, or are not for this reader."""

    name: str
    words: str
    price: Decimal
    value: Decimal | None
    lost: Decimal | None
    cost: Decimal | None
    worth: Decimal | None
    given: Decimal | None
    yearly: Decimal | None
    free: Decimal | None
    credit: Decimal | None
    days: Decimal
    wait: Decimal | None
    tied: Decimal
    early: str

    @property
    def gained(self) -> Decimal | None:
        return None if self.lost is None else -self.lost

    @property
    def dearer(self) -> Decimal | None:
        """What would have to come on the price for money that comes later."""
        return None if self.worth is None else -self.worth


@dataclass(frozen=True, kw_only=True)
class LateRow:
    """What so many days too late come to on the whole of it: for us at what money costs; by the law where it protects
    us, None where it does not or nobody has said who we both are; by the contract where it names a rate."""

    days: int
    cost: Decimal | None
    by_law: Decimal | None
    by_contract: Decimal | None
    agreed: Decimal | None
    is_known: bool
    article: str


@dataclass(frozen=True, kw_only=True)
class PaymentScreen:
    rows: tuple[WayRow, ...]
    months: tuple[CashMonth, ...]
    picture: charts.Picture
    knows_cost: bool
    deepest: CashMonth | None
    late: LateRow


def payment_screen(
    ground: PaymentGround, user: User, schemes: Sequence[tuple[str, Scheme]], begins: date, late: int
) -> PaymentScreen:
    """One statement for the rate in the contract, three more for whoever may see costs."""
    table = ground.table
    rows = [_row(_("On the table"), compared(table, table.scheme), ground)]
    rows += [
        _row(_("Way %(letter)s") % {"letter": letter}, compared(table, scheme), ground) for letter, scheme in schemes
    ]
    spent = _spent(ground.version) if Act.SEE_COST.permits(user) else None
    months = _months(ground, spent, begins)
    return PaymentScreen(
        rows=tuple(rows),
        months=months,
        picture=_picture(months, ground.version.currency),
        knows_cost=spent is not None,
        deepest=deepest(months),
        late=_late(ground, late),
    )


def _row(name: str, found: Compared, ground: PaymentGround) -> WayRow:
    yearly_sales = found.price * A_YEAR / ground.table.months
    return WayRow(
        name=name,
        words=words_of(found.scheme),
        price=found.price,
        value=found.value,
        lost=_points(found.lost),
        cost=round_to(found.lost.of(ground.table.gross), 2) if found.lost else None,
        worth=_points(found.worth),
        given=_points(found.given),
        yearly=_points(found.yearly),
        free=found.free,
        credit=found.credit,
        days=round_to(found.days, 1),
        wait=None if found.wait is None else round_to(found.wait, 0),
        tied=round_to(receivables(yearly_sales, found.days), 2),
        early=_early(found),
    )


def words_of(scheme: Scheme) -> str:
    """How it is paid, in a line."""
    payment, said = scheme.payment, [_(scheme.payment.plan.label)]
    if payment.prepay_percent:
        said.append(_("%(share)s prepaid") % {"share": percent(payment.prepay_percent)})
    if payment.credit_days:
        said.append(_("%(days)s days of credit") % {"days": payment.credit_days})
    if scheme.free_months:
        said.append(_("%(months)s free months") % {"months": scheme.free_months})
    if scheme.off.points:
        said.append(_("%(points)s off") % {"points": percent(scheme.off.points)})
    return " · ".join(said)


def _early(found: Compared) -> str:
    if found.early is None or found.scheme.early is None:
        return ""
    told = {
        "points": percent(found.scheme.early.discount.points),
        "days": found.scheme.early.days,
        "simple": percent(round_to(found.early.simple.points, 2)),
        "effective": percent(round_to(found.early.effective.points, 2)),
    }
    said = _("%(points)s off within %(days)s days: %(simple)s a year, %(effective)s compounded") % told
    if found.early.value is None:
        return said
    return said + " · " + _("worth %(money)s today where it is taken") % {"money": money(found.early.value)}


def _points(share: Percent | None) -> Decimal | None:
    return None if share is None else round_to(share.points, 2)


def _spent(version: QuoteVersion) -> list[Decimal] | None:
    """What each month of service costs us, as it was kept; None where it was not, or has gaps."""
    full = weighed_versions(QuoteVersion.objects.filter(pk=version.pk)).get()
    found = weighed(full, []).found
    if found is None or not found.reckoned.is_complete:
        return None
    return [found.reckoned.in_month(month) for month in found.reckoned.every_month]


def _months(ground: PaymentGround, spent: list[Decimal] | None, begins: date) -> tuple[CashMonth, ...]:
    table = ground.table
    try:
        dues = coming(table.scheme.payment, gross=table.gross, months=table.months, begins=begins)
    except Refusal:
        return ()
    return by_month(dues, spent, begins=begins, untaxed=ground.untaxed)


def _picture(months: Sequence[CashMonth], currency: str) -> charts.Picture:
    columns = [
        charts.CashColumn(label=f"{one.first:%y-%m}", earned=one.earned, spent=one.spent, standing=one.standing)
        for one in months
    ]
    words = charts.CashWords(earned=_("Comes in"), spent=_("Goes out"), standing=_("Together by then"))
    label = _("Money by month, before tax")
    return charts.either(
        charts.cash(columns, words, label=label, currency=currency),
        charts.narrow_cash(columns, words, label=label, currency=currency),
    )


def _late(ground: PaymentGround, days: int) -> LateRow:
    gross, rate, own = ground.table.gross, ground.table.rate, agreed_interest(ground.checklist)
    protected, text = protects(ground.checklist), ground.law.get(Rule.LATE_INTEREST)
    return LateRow(
        days=days,
        cost=round_to(credit_cost(days, rate).of(gross), 2) if rate else None,
        by_law=round_to(late_interest(text, gross, days, None), 2) if text and protected else None,
        by_contract=round_to(late_interest(text, gross, days, own), 2) if text and own else None,
        agreed=own.points if own else None,
        is_known=protected is not None,
        article=f"{text.instrument} {text.article}" if text else "",
    )
