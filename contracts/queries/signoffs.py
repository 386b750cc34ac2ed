"""Who signs a deal's contract off: what each role answers for, what it said, and what changed since."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import get_language, gettext

from contracts.domain.clauses.words import Kind, Region, Stance
from contracts.domain.payment import Buyer
from contracts.domain.signoffs import DECIDED, unready
from contracts.models import Checklist, ChecklistItem, Contract, IncidentLog, SignedClause, SignOff, SlaWording
from contracts.models.signoffs import alone_in, contract_of, replayed
from contracts.permissions import Act, may_judge, waiting_sign_offs
from dealdesk.kernel.changes import Piece, changes
from dealdesk.kernel.refusals import Blocker
from dealdesk.web.refusals import translated
from quotes.domain.approvals import RequestState, Verdict
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User

MOST_LOGS = 20
SHOWN = 8


@dataclass(frozen=True, kw_only=True)
class ClauseChange:
    """What a clause said when somebody signed, against now; a stance is None where nobody had judged it."""

    title: str
    is_new: bool
    is_gone: bool
    pieces: tuple[Piece, ...]
    before: Stance | None
    after: Stance | None
    figure_before: Decimal | None
    figure_after: Decimal | None
    is_other_text: bool


@dataclass(frozen=True, kw_only=True)
class FootingRow:
    title: str
    meets: Decimal
    rests_on: str


@dataclass(frozen=True, kw_only=True)
class RoleRow:
    """Where one role stands; `last` is the word it gave last, and `changed` what became of the contract since."""

    role: Role
    state: RequestState | None
    clauses: int
    waits_since: datetime | None
    last: SignOff | None
    is_mine_to_take_back: bool
    refused: bool
    basis: tuple[str, ...]
    changed: tuple[ClauseChange, ...]
    footings: tuple[FootingRow, ...]
    unready: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PartRow:
    """A clause that this reader's role answers for."""

    pk: int
    title: str
    theirs: str
    stance: Stance | None
    figure: Decimal | None
    is_promise: bool
    is_replayable: bool


@dataclass(frozen=True, kw_only=True)
class Mine:
    """The question that waits for this reader, and why they cannot answer it."""

    signoff: SignOff
    content_hash: str
    part: tuple[PartRow, ...]
    why_not: tuple[str, ...]

    @property
    def promises(self) -> tuple[PartRow, ...]:
        return tuple(row for row in self.part if row.is_promise)


@dataclass(frozen=True, kw_only=True)
class SignoffsScreen:
    checklist: Checklist | None
    rows: tuple[RoleRow, ...]
    mine: Mine | None
    signed: int
    # Whose word is neither there nor asked for.
    unasked: int
    why_not_ask: tuple[str, ...]
    # Clauses of which nobody noted anything and which this reader may judge.
    rest: int
    content_hash: str


@dataclass(frozen=True, kw_only=True)
class Replay:
    """Our own incidents, from which delivery may draw how often the promised availability is met."""

    logs: tuple[IncidentLog, ...]
    wordings: tuple[SlaWording, ...]
    log: IncidentLog | None
    wording: SlaWording | None
    meets: Decimal | None


def signoffs_screen(deal: Deal, user: User) -> SignoffsScreen:
    """Five statements with a checklist, one without; two more for a manager who is asked."""
    contract = contract_of(deal)
    if contract is None:
        return SignoffsScreen(
            checklist=None, rows=(), mine=None, signed=0, unasked=0, why_not_ask=(), rest=0, content_hash=""
        )  # fmt: skip
    last = {role: _last(contract, role) for role in contract.roles}
    kept = SignedClause.objects.filter(signoff__in=[row.pk for row in last.values() if row])
    clauses = list(kept.select_related("clause"))
    rows = tuple(_role(contract, role, last[role], clauses, user) for role in contract.roles)
    unasked = [row for row in rows if row.state not in DECIDED and row.waits_since is None]
    return SignoffsScreen(
        checklist=contract.checklist,
        rows=rows,
        mine=_mine(contract, deal, user),
        signed=sum(row.state is RequestState.APPROVED for row in rows),
        unasked=len(unasked),
        why_not_ask=unasked[0].unready if unasked and all(row.unready for row in unasked) else (),
        rest=sum(_is_bare(item) and may_judge(user, Kind(item.clause.clause.kind)) for item in contract.items),
        content_hash=contract.whole,
    )


def waiting_of(user: User) -> tuple[SignOff, ...]:
    """What waits for this person to sign off, the longest wait first; one statement, none for whoever signs nothing."""
    waiting = waiting_sign_offs(user).select_related("deal__customer", "asked_by").order_by("asked_at", "id")
    return tuple(waiting[:SHOWN]) if Act.SIGN_OFF_CONTRACT.permits(user) else ()


def replay_of(item: int | None, log: int | None, wording: int | None) -> Replay:
    """Two statements, and as many more where a log and a wording were chosen; `item` is the promise of availability."""
    logs = tuple(IncidentLog.objects.all()[:MOST_LOGS])
    wordings = tuple(SlaWording.objects.current())
    chosen_log = next((one for one in logs if one.pk == log), None)
    chosen = next((one for one in wordings if one.pk == wording), None)
    row = ChecklistItem.objects.filter(pk=item).first() if item and chosen_log and chosen else None
    meets = replayed(row, chosen_log, chosen) if row and chosen_log and chosen else None
    return Replay(
        logs=logs, wordings=wordings, log=chosen_log if meets is not None else None,
        wording=chosen if meets is not None else None, meets=meets,
    )  # fmt: skip


def _is_bare(item: ChecklistItem) -> bool:
    return item.level is None and not item.theirs and item.figure is None


def _last(contract: Contract, role: Role) -> SignOff | None:
    return next((row for row in contract.words(role) if row.signed_at), None)


def _role(contract: Contract, role: Role, last: SignOff | None, clauses: Sequence[SignedClause], user: User) -> RoleRow:
    state = contract.state(role)
    open_ = next((row for row in contract.words(role) if row.signed_at is None and row.dropped_at is None), None)
    mine = [one for one in clauses if last and one.signoff_id == last.pk]
    is_other = last is not None and last.content_hash != contract.content(role) and bool(mine)
    return RoleRow(
        role=role,
        state=state,
        clauses=len(contract.part(role)),
        waits_since=open_.asked_at if open_ else None,
        last=last,
        is_mine_to_take_back=last is not None and last.signed_by_id == user.pk and last.taken_back_at is None,
        refused=last is not None and last.verdict == Verdict.REJECT,
        basis=tuple(_basis(last.checklist, contract.checklist)) if is_other and last and last.checklist else (),
        changed=tuple(_changed(mine, contract.items_of(role))) if is_other else (),
        footings=tuple(_footings(mine)),
        unready=_words(unready(contract.part(role))),
    )


def _footings(clauses: Sequence[SignedClause]) -> Iterator[FootingRow]:
    for one in clauses:
        if one.meets is not None:
            yield FootingRow(title=one.clause.title.to(_tongue()), meets=one.meets, rests_on=one.rests_on)


def _basis(before: Checklist, now: Checklist) -> Iterator[str]:
    """What the checklist stands on, in words, where that is other than it was."""
    if before.version.content_hash != now.version.content_hash:
        told = {"before": str(before.version), "after": str(now.version)}
        yield gettext("The offer: %(before)s → %(after)s") % told
    if sorted(before.regions) != sorted(now.regions):
        yield gettext("Where users are: %(regions)s") % {
            "regions": " · ".join(gettext(Region(word).label) for word in now.regions)
        }
    if before.buyer != now.buyer:
        word = Buyer(now.buyer).label if now.buyer else "Not known yet"
        yield gettext("Who buys: %(buyer)s") % {"buyer": gettext(word)}
    if before.we_are_small != now.we_are_small:
        yield gettext("Whether we are a small or medium enterprise")
    if (before.industry, before.size) != (now.industry, now.size):
        yield gettext("The customer's industry or size")


def _changed(before: Sequence[SignedClause], now: Sequence[ChecklistItem]) -> Iterator[ClauseChange]:
    """In the order of the library, what was signed first."""
    was = {one.clause.clause_id: one for one in before}
    is_now = {one.clause.clause_id: one for one in now}
    for key in sorted(was.keys() | is_now.keys()):
        old, new = was.get(key), is_now.get(key)
        if old and new and _same(old, new):
            continue
        yield _change(old, new)


def _same(old: SignedClause, new: ChecklistItem) -> bool:
    return (old.clause_id, old.theirs, old.level, old.figure) == (new.clause_id, new.theirs, new.level, new.figure)


def _change(old: SignedClause | None, new: ChecklistItem | None) -> ClauseChange:
    text = new.clause if new else old.clause  # type: ignore[union-attr] # one of the two is there
    before, after = old.theirs if old else "", new.theirs if new else ""
    return ClauseChange(
        title=text.title.to(_tongue()),
        is_new=old is None,
        is_gone=new is None,
        pieces=changes(before, after) if before != after else (),
        before=_stance(old.level if old else None),
        after=_stance(new.level if new else None),
        figure_before=old.figure if old else None,
        figure_after=new.figure if new else None,
        is_other_text=old is not None and new is not None and old.clause_id != new.clause_id,
    )


def _mine(contract: Contract, deal: Deal, user: User) -> Mine | None:
    """What waits for this reader, on a deal that they opened."""
    signoff = waiting_sign_offs(user).filter(deal=deal).first()
    role = Role(user.role)
    if signoff is None or role not in contract.roles:
        return None
    alone = contract.alone(role, user.pk)
    found: tuple[Blocker, ...] = unready(contract.part(role))
    return Mine(
        signoff=signoff,
        content_hash=contract.content(role),
        part=tuple(_part(item, contract, role) for item in contract.items_of(role)),
        why_not=_words((*found, *([alone_in(alone, _tongue())] if alone else []))),
    )


def _part(item: ChecklistItem, contract: Contract, role: Role) -> PartRow:
    return PartRow(
        pk=item.pk,
        title=item.clause.title.to(_tongue()),
        theirs=item.theirs,
        stance=_stance(item.level),
        figure=item.figure,
        is_promise=contract.is_promise(item, role),
        is_replayable=item.clause.clause.key == "availability",
    )


def _words(found: Sequence[Blocker]) -> tuple[str, ...]:
    return tuple(translated(one.message, dict(one.params)) for one in found)


def _stance(level: int | None) -> Stance | None:
    return None if level is None else tuple(Stance)[level]


def _tongue() -> str:
    return get_language() or "zh"
