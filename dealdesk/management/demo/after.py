"""What follows signatures: contracts near their end and at their beginning, with things due soon and things late."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from contracts.actions.delivered import add_pledge, choose_wording, note_delivered, replay_delivered
from contracts.actions.health import add_health_weights
from contracts.actions.lookouts import add_lookout
from contracts.actions.obligations import add_obligation, ask_for_life, change_life, settle_obligation
from contracts.actions.renewals import add_price_reading
from contracts.domain.delivered import PromiseKind
from contracts.domain.health import Part
from contracts.domain.obligations.words import ObligationKind, ObligationState, Side
from contracts.domain.renewals import UpliftKind, UpliftRule
from contracts.models import ContractLife, IncidentLog, Promise, SlaWording
from dealdesk.kernel.percent import Percent
from dealdesk.management.demo.people import read
from dealdesk.management.demo.times import on
from stakeholders.models import Deal, User

type Cast = dict[str, User]
DAYS = ("notice_days", "exit_days", "report_days", "claim_days")


def follow(cast: Cast, at: datetime) -> None:
    add_lookout(
        remind_workdays=10,
        renewal_days=90,
        source="销售运营 2026 年约定",
        valid_from=on(at, -300),
        by=cast["qinlang"],
        at=at,
    )
    last_month = on(at, -on(at, 0).day)
    source = "演示数字，非统计局公布值"
    add_price_reading(month=last_month, points=Decimal("0.6"), source=source, by=cast["jicaiwei"], at=at)
    counts = {"delivered": 30, "theirs": 20, "ours": 10, "credits": 10, "touch": 10, "support": 10, "usage": 10}
    add_health_weights(
        parts={Part(part): weight for part, weight in counts.items()},
        quiet_days=60,
        source="演示：销售运营会约定，陈安签字",
        valid_from=on(at, -300),
        by=cast["qinlang"],
        at=at,
    )
    for told in read("after")["contracts"]:
        deal = Deal.objects.get(name=told["deal"], is_demo=True)
        life = _told(told, deal, cast[told["by"]], at)
        _more(told, life, cast[told["by"]], at)
        _deliver(told, life, cast, at)
        _settle(life, on(at, told["settled_before"]), cast[told["by"]], at)


def _told(told: dict[str, Any], deal: Deal, by: User, at: datetime) -> ContractLife:
    life = ask_for_life(deal=deal, by=by, at=at)
    if "source" not in told:
        return life
    days = {name: told[name] for name in DAYS}
    return change_life(
        life=life,
        begins_on=on(at, told["begins_in"]),
        renews=told["renews"],
        uplift=_uplift(told),
        source=told["source"],
        edition=life.edition,
        by=by,
        at=at,
        **days,
    )


def _uplift(told: dict[str, Any]) -> UpliftRule | None:
    if "uplift" not in told:
        return None
    points, cap = (Percent(Decimal(told[name])) if name in told else None for name in ("uplift_points", "uplift_cap"))
    return UpliftRule(kind=UpliftKind(told["uplift"]), points=points, cap=cap)


def _more(told: dict[str, Any], life: ContractLife, by: User, at: datetime) -> None:
    for each in told.get("more", ()):
        add_obligation(
            deal=life.deal,
            kind=ObligationKind(each["kind"]),
            side=Side(each["side"]),
            amount=None,
            due_on=on(at, each["due_in"]),
            owner=by,
            source=each["source"],
            note=each["note"],
            by=by,
            at=at,
        )


def _deliver(told: dict[str, Any], life: ContractLife, cast: Cast, at: datetime) -> None:
    """Availability as our log has it, and what else was promised and measured."""
    by = cast["zhuangmu"]
    if "promised" not in told:
        return
    if not Promise.objects.filter(life=life, kind=PromiseKind.AVAILABILITY).exists():
        figure = Decimal(told["promised"])
        add_pledge(
            life=life,
            kind=PromiseKind.AVAILABILITY,
            name="",
            figure=figure,
            at_most=False,
            source="合同附件二",
            by=by,
            at=at,
        )
    log = IncidentLog.objects.order_by("-covers_to")[0]
    wording = SlaWording.objects.current().order_by("-pk")[0]
    choose_wording(life=life, wording=wording, source="合同附件二", edition=life.edition, by=by, at=at)
    replay_delivered(life=life, log=log, by=by, at=at)
    urgent = Promise.objects.filter(life=life, kind=PromiseKind.URGENT).first() or add_pledge(
        life=life, kind=PromiseKind.URGENT, name="", figure=Decimal(30), at_most=True, source="合同附件二", by=by, at=at
    )
    month = on(at, -on(at, 0).day)
    for minutes in (24, 41, 18):
        note_delivered(promise=urgent, month=month, figure=Decimal(minutes), source="工单系统", by=by, at=at)
        month = month.replace(day=1) - timedelta(days=1)


def _settle(life: ContractLife, before: date, by: User, at: datetime) -> None:
    for row in life.deal.obligations.open().filter(due_on__lt=before):
        settle_obligation(
            obligation=row,
            to=ObligationState.DONE,
            outcome="银行回单或邮件，已归档",
            settled_on=row.due_on,
            edition=row.edition,
            by=by,
            at=at,
        )
