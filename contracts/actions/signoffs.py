"""Asking for sign-offs of a contract, giving and refusing them, taking one's word back, and asking anew by itself."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from contracts.domain.signoffs import BESIDE, DECIDED, SIGNERS, WHOLE, Apart, Footing, unready
from contracts.models import (
    ChecklistItem,
    Contract,
    IncidentLog,
    SignedClause,
    SignedInstalment,
    SignedPromise,
    SignOff,
    SlaWording,
)
from contracts.models.signoffs import contract_of, replayed
from dealdesk.kernel.percent import HUNDRED
from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from quotes.domain.approvals import RequestState, Verdict
from quotes.models.signers import line_managers, roles_held
from stakeholders.actions.deals import hold
from stakeholders.actions.journal import record
from stakeholders.actions.notices import notify
from stakeholders.domain.notices import NoticeKind
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User
from stakeholders.permissions import leads

ANSWER = [
    "verdict", "checklist", "content_hash", "hash_form", "liability", "data", "route", "reason", "signed_at",
    "signed_by",
]  # fmt: skip
NOBODY = "Nobody can sign off for %(role)s: ask an administrator to open an account with that role."
NOBODY_ABOVE = (
    "No manager stands above the deal's owner to sign off: hand the deal over, or agree on positions that need none."
)
CHANGED = "The contract changed since you opened it. Look at it again before you answer."


@transaction.atomic
def ask_sign_offs(*, deal: Deal, by: User, at: datetime) -> list[SignOff]:
    """Everybody whose word the contract needs and who has not given it on what it says now."""
    held = hold(deal)
    contract = _contract(held, at)
    if not contract.roles:
        raise Refusal("The checklist holds no clause: make it anew.")
    there = _held(held, contract.roles)
    missing = [role for role in contract.roles if role not in there]
    if missing:
        raise Refusal(NOBODY_ABOVE if missing[0] is Role.MANAGER else NOBODY, role=missing[0].label)
    waiting = [found for role in contract.roles for found in unready(contract.part(role))]
    made = list(_ask(contract, held, contract.roles, by, at))
    if not made:
        raise waiting[0].refusal() if waiting else Refusal("Everybody is asked already, and nothing changed since.")
    record("ask_sign_offs", on=contract.checklist, by=by, at=at, deal=held, number=contract.checklist.number)
    return made


def ask_anew(*, deal: Deal, by: User, at: datetime) -> None:
    """After the contract changed, or its owner, by whoever holds the deal: once anybody was asked, a role that has no
    word on what it says now is asked as soon as that is judged and somebody can answer; nobody whose word stands."""
    if not deal.is_open or not deal.signoffs.exists():
        return
    contract = _contract(deal, at)
    there = _held(deal, contract.roles)
    for role in SIGNERS:
        is_needed = role in contract.roles and role in there and contract.state(role) not in DECIDED
        if contract.words(role) and not is_needed:
            SignOff.objects.waiting().filter(deal=deal, role=role).update(dropped_at=at, dropped_by=by)
    list(_ask(contract, deal, [role for role in contract.roles if role in there], by, at))


@transaction.atomic
def ask_for_the_day(*, deal: Deal, at: datetime) -> None:
    """Nobody changes a contract when a year begins or a text of law comes into force: who signed off another route for
    its data than today's is asked anew, for whoever asked last, once."""
    held = hold(deal)
    contract = contract_of(held, timezone.localdate(at))
    role = BESIDE[Apart.DATA]
    if contract is None or not contract.rerouted or not held.is_open or role not in _held(held, contract.roles):
        return
    if list(_ask(contract, held, [role], contract.rows[0].asked_by, at, by_clock=True)):
        then, now = (route.value for route in contract.rerouted)
        record("ask_for_the_day", on=contract.checklist, by=None, at=at, deal=held, then=then, now=now)


@transaction.atomic
def sign_off(
    *, signoff: SignOff, content_hash: str, footings: Mapping[int, Footing], reason: str, by: User, at: datetime
) -> SignOff:
    """The word of a role on what its clauses say, by somebody who neither owns the deal nor alone wrote and judged one
    of them; delivery says of each promise how often we meet it, by item."""
    contract, row = _answering(signoff, content_hash, by, at)
    waiting = unready(contract.part(Role(row.role)))
    if waiting:
        raise waiting[0].refusal()
    _refuse_alone(contract, row, by)
    _answered(contract, row, Verdict.APPROVE, reason, by, at)
    SignedClause.objects.bulk_create(_clauses(contract, row, footings, by))
    record("sign_off", on=row, by=by, at=at, deal=row.deal, role=row.role, number=contract.checklist.number)
    if all(state is RequestState.APPROVED for state in _states(row.deal, at)):
        _tell(NoticeKind.SIGNED_OFF, [row.deal.owner], row.deal, by, at)
    return row


@transaction.atomic
def refuse_sign_off(*, signoff: SignOff, content_hash: str, reason: str, by: User, at: datetime) -> SignOff:
    """It holds against what the clauses say now: other words ask again."""
    if not reason.strip():
        raise Refusal("Say what has to change: the salesperson has to explain it to the customer.", field="reason")
    contract, row = _answering(signoff, content_hash, by, at)
    _answered(contract, row, Verdict.REJECT, reason, by, at)
    record("refuse_sign_off", on=row, by=by, at=at, deal=row.deal, role=row.role, number=contract.checklist.number)
    _tell(NoticeKind.SIGN_OFF_REFUSED, [row.deal.owner], row.deal, by, at)
    return row


@transaction.atomic
def take_back_sign_off(*, signoff: SignOff, reason: str, by: User, at: datetime) -> SignOff:
    """Whoever gave a word takes it back while the deal is open, and their role is asked anew."""
    if not reason.strip():
        raise Refusal("Say why you take your word back.", field="reason")
    row = _held_row(signoff)
    if row.signed_by_id != by.pk:
        raise ForbiddenRefusal("Only whoever gave this word takes it back.")
    if row.taken_back_at is not None:
        raise StaleRefusal("This word was taken back already.")
    row.taken_back_at, row.taken_back_by, row.taken_back_because = at, by, reason.strip()
    row.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_because"])
    record("take_back_sign_off", on=row, by=by, at=at, deal=row.deal, role=row.role)
    _tell(NoticeKind.SIGN_OFF_TAKEN, [row.deal.owner], row.deal, by, at)
    ask_anew(deal=row.deal, by=by, at=at)
    return row


def _contract(deal: Deal, at: datetime) -> Contract:
    contract = contract_of(deal, timezone.localdate(at))
    if contract is None:
        raise Refusal("There is no checklist yet: make it first.")
    return contract


def _states(deal: Deal, at: datetime) -> list[RequestState | None]:
    contract = _contract(deal, at)
    return [contract.state(role) for role in contract.roles]


def _ask(
    contract: Contract, deal: Deal, roles: Iterable[Role], by: User, at: datetime, *, by_clock: bool = False
) -> Iterator[SignOff]:
    """Those whose part is judged and who neither answered on it nor are asked already; where the clock asks, whoever
    asked before is told like everybody else."""
    for role in roles:
        state, before = contract.state(role), contract.words(role)
        open_ = any(row.signed_at is None and row.dropped_at is None for row in before)
        if open_ or state in DECIDED or unready(contract.part(role)):
            continue
        kind = NoticeKind.SIGN_OFF_ANEW if before else NoticeKind.SIGN_OFF_ASKED
        _tell(kind, _people(deal, role), deal, None if by_clock else by, at)
        yield SignOff.objects.create(deal=deal, role=role, asked_at=at, asked_by=by)


def _held(deal: Deal, roles: Iterable[Role]) -> set[str]:
    """Roles for which somebody can sign beside the deal's owner."""
    trades = roles_held(set(roles) - {Role.MANAGER}, deal.owner)
    return trades | ({Role.MANAGER.value} if line_managers(deal, deal.owner_id) else set())


def _people(deal: Deal, role: Role) -> list[User]:
    """Everybody of a trade; of the managers the nearest above the deal."""
    if role is Role.MANAGER:
        return [manager for _team, manager in line_managers(deal, deal.owner_id)[:1]]
    return list(User.objects.filter(role=role, is_active=True).exclude(pk=deal.owner_id).order_by("pk"))


def _tell(kind: NoticeKind, to: Iterable[User], deal: Deal, by: User | None, at: datetime) -> None:
    notify(kind, to=to, about=deal, deal=deal, by=by, at=at, number=deal.number)


def _held_row(signoff: SignOff) -> SignOff:
    deal = hold(signoff.deal)
    row = SignOff.objects.select_for_update(of=("self",)).get(pk=signoff.pk)
    row.deal = deal
    return row


def _answering(signoff: SignOff, content_hash: str, by: User, at: datetime) -> tuple[Contract, SignOff]:
    """The contract and the question, for somebody who may answer it and saw what is there."""
    row = _held_row(signoff)
    if row.signed_at is not None or row.dropped_at is not None:
        raise StaleRefusal("This is answered already: reload to see by whom.")
    if row.role != by.role or (by.role == Role.MANAGER and not leads(by, row.deal)):
        raise ForbiddenRefusal("This waits for %(role)s.", role=Role(row.role).label)
    if row.deal.owner_id == by.pk:
        raise ForbiddenRefusal("This is your own deal, so somebody else signs its contract off.")
    contract = _contract(row.deal, at)
    if content_hash != contract.content(Role(row.role)):
        raise StaleRefusal(CHANGED)
    return contract, row


def _answered(contract: Contract, row: SignOff, verdict: Verdict, reason: str, by: User, at: datetime) -> None:
    """With what stood beside the clauses, so that what changed can be told."""
    role = Role(row.role)
    row.verdict, row.reason, row.checklist = verdict, reason.strip(), contract.checklist
    row.content_hash, row.hash_form = contract.content(role), WHOLE
    row.liability = contract.liability if BESIDE[Apart.LIABILITY] is role else None
    row.data = contract.data if BESIDE[Apart.DATA] is role else None
    row.route = contract.route or "" if row.data else ""
    row.signed_at, row.signed_by = at, by
    row.save(update_fields=ANSWER)
    promises = contract.experience if BESIDE[Apart.EXPERIENCE] is role else ()
    SignedPromise.objects.bulk_create(SignedPromise(signoff=row, promise=one) for one in promises)
    paid = contract.instalments if BESIDE[Apart.PAYMENT] is role else ()
    names = ("position", "amount", "runs_from", "from_day", "credit_days", "window_days")
    SignedInstalment.objects.bulk_create(
        SignedInstalment(signoff=row, **{name: getattr(one, name) for name in names}) for one in paid
    )


def _refuse_alone(contract: Contract, row: SignOff, by: User) -> None:
    """Nobody else had a hand in these: their word would stand on itself."""
    found = contract.four_eyes(Role(row.role), by.pk, get_language() or "zh")
    if found:
        raise found[0].refusal()


def _clauses(contract: Contract, row: SignOff, footings: Mapping[int, Footing], by: User) -> Iterator[SignedClause]:
    for item in contract.items_of(Role(row.role)):
        said = {name: getattr(item, name) for name in ("clause", "theirs", "level", "figure")}
        said["judge"] = item.judged_by
        is_promise = contract.is_promise(item, Role(row.role))
        yield SignedClause(
            signoff=row,
            **said,
            writer_id=contract.writer(item),
            signer=by,
            is_promise=is_promise,
            **(_footing(item, footings) if is_promise else {}),
        )


def _footing(item: ChecklistItem, footings: Mapping[int, Footing]) -> dict[str, Any]:
    """With its figure, drawn anew where it comes from our own incidents. Another record that was typed over it takes
    its place; another figure of the same record is refused."""
    told, title = footings.get(item.pk, Footing()), item.clause.title.to(get_language() or "zh")
    if told.log is not None and told.wording is not None:
        drawn = _drawn(item, told.log, told.wording)
        if told.rests_on.strip() in ("", drawn["rests_on"]):
            _refuse_other_figure(item, told, drawn["meets"])
            return drawn
    if told.meets is None:
        raise Refusal("Say how often we meet “%(clause)s”, in percent.", field=f"meets_{item.pk}", clause=title)
    if not 0 <= told.meets <= HUNDRED:
        raise Refusal("This is between 0 and a hundred percent.", field=f"meets_{item.pk}")
    if not told.rests_on.strip():
        raise Refusal("Name the record that says so: “%(clause)s”.", field=f"rests_on_{item.pk}", clause=title)
    return {"meets": told.meets, "rests_on": told.rests_on.strip()}


def _refuse_other_figure(item: ChecklistItem, told: Footing, drawn: Decimal) -> None:
    if told.meets is not None and told.meets != drawn:
        raise Refusal(
            "These incidents say %(drawn)s: keep that figure, or name the record that says another.",
            field=f"meets_{item.pk}",
            drawn=f"{drawn:f}",
        )


def _drawn(item: ChecklistItem, log: int, wording: int) -> dict[str, Any]:
    kept, words = IncidentLog.objects.filter(pk=log).first(), SlaWording.objects.current().filter(pk=wording).first()
    if kept is None or words is None:
        raise Refusal("This log or wording is gone: choose another one.", field=f"meets_{item.pk}")
    return {"meets": replayed(item, kept, words), "rests_on": f"{kept} · {words}"[:200], "log": kept, "wording": words}
