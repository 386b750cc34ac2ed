"""A contract that was signed: its offer accepted, its checklist filled in as far as somebody says, its life begun."""

from datetime import date
from decimal import Decimal
from typing import Any

from contracts.actions.delivered import add_pledge, choose_wording, note_delivered
from contracts.actions.health import add_health_weights
from contracts.actions.lookouts import add_lookout
from contracts.actions.obligations import begin_life, change_life, settle_obligation
from contracts.actions.renewals import add_price_reading
from contracts.domain.delivered import PromiseKind
from contracts.domain.health import Part
from contracts.domain.obligations.words import ObligationState
from contracts.models import (
    ContractLife,
    DeliveredFigure,
    HealthWeights,
    LookoutSetting,
    Obligation,
    PriceReading,
    Promise,
    SlaWording,
)
from quotes.models import QuoteVersion
from stakeholders.domain.deals import Stage
from stakeholders.models import User
from tests.factories import budgets, checklists, clauses
from tests.factories.sla import word_as_it_comes
from tests.factories.stakeholders import NOW


def accepted(version: QuoteVersion, by: User) -> QuoteVersion:
    """Agreed to inside, and by the customer."""
    made = checklists.agreed(version, by) if version.is_draft else version
    QuoteVersion.objects.filter(pk=made.pk).update(state="accepted", accepted_at=NOW, accepted_by=by)
    made.refresh_from_db()
    return made


def checked(version: QuoteVersion, by: User, **days: int) -> None:
    """Its checklist, with the days that the contract names, by the key of their clause."""
    clauses.write_as_it_comes()
    made = checklists.checklist(version, by)
    for key, figure in days.items():
        checklists.noted(checklists.item(made, key), by, figure=Decimal(figure))


def signed(version: QuoteVersion, by: User, **days: int) -> ContractLife:
    done = accepted(version, by)
    deal = done.quote.deal
    if days:
        checked(done, by, **days)
    budgets.close(deal=deal, by=by, stage=Stage.SIGNED)
    made = begin_life(deal=deal, by=by, at=NOW)
    assert made is not None
    return made


def told(life: ContractLife, by: User, **changed: Any) -> ContractLife:
    values = {
        "begins_on": life.begins_on, "renews": life.renews, "notice_days": life.notice_days,
        "exit_days": life.exit_days, "report_days": life.report_days, "claim_days": life.claim_days,
        "uplift": life.rule(),
        "source": "合同第 11 条", "edition": life.edition,
    }  # fmt: skip
    return change_life(life=life, **(values | changed), by=by, at=NOW)


def settled(row: Obligation, by: User, **changed: Any) -> Obligation:
    values = {
        "to": ObligationState.DONE, "outcome": "银行回单 1124", "settled_on": NOW.date(), "edition": row.edition,
    }  # fmt: skip
    return settle_obligation(obligation=row, **(values | changed), by=by, at=NOW)


def lookout(by: User, *, workdays: int = 10, days: int = 90, valid_from: date = date(2026, 1, 1)) -> LookoutSetting:
    return add_lookout(
        remind_workdays=workdays, renewal_days=days, valid_from=valid_from, source="销售运营约定", by=by, at=NOW
    )


def prices(by: User, *, month: date = date(2026, 10, 1), points: str = "2") -> PriceReading:
    return add_price_reading(month=month, points=Decimal(points), source="国家统计局", by=by, at=NOW)


def available(life: ContractLife, by: User, figure: str = "99.9") -> Promise:
    """Its promise of availability, in a contract that has run since the first of September."""
    ContractLife.objects.filter(pk=life.pk).update(begins_on=date(2026, 9, 1))
    life.refresh_from_db()
    known = life.promises.filter(kind=PromiseKind.AVAILABILITY).first()
    return known or add_pledge(
        life=life, kind=PromiseKind.AVAILABILITY, name="", figure=Decimal(figure), at_most=False, source="合同附件二",
        by=by, at=NOW,
    )  # fmt: skip


def delivered(promise: Promise, by: User, **changed: Any) -> DeliveredFigure:
    values = {"month": date(2026, 10, 1), "figure": Decimal("99.5"), "source": "值班系统"}
    return note_delivered(promise=promise, **(values | changed), by=by, at=NOW)


def worded(life: ContractLife, by: User, wording: SlaWording | None = None) -> ContractLife:
    """How it words its availability: as the first of the published ones where none is said."""
    word_as_it_comes()
    chosen = wording or SlaWording.objects.order_by("pk")[0]
    edition = ContractLife.objects.get(pk=life.pk).edition
    return choose_wording(life=life, wording=chosen, source="合同附件二", edition=edition, by=by, at=NOW)


def weights(by: User, *, valid_from: date = date(2026, 1, 1), **parts: int) -> HealthWeights:
    told = {part: parts.get(part.value, 10) for part in Part}
    return add_health_weights(parts=told, quiet_days=60, valid_from=valid_from, source="销售运营约定", by=by, at=NOW)
