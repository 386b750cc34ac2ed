"""Who signs a deal's contract off, and the question that waits for whoever looks at it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext

from contracts.domain.clauses.words import Kind, Stance
from contracts.domain.signoffs import CLAUSES_ALONE, DECIDED, Apart, Stand, stand, unready
from contracts.models import Checklist, ChecklistItem, Contract, IncidentLog, SignedClause, SignOff, SlaWording
from contracts.models.signoffs import contract_of, replayed
from contracts.permissions import Act, may_judge, waiting_sign_offs
from contracts.queries.signoffs.beside import Line, lines_of
from contracts.queries.signoffs.changes import (
    BesideChange,
    ClauseChange,
    basis_changed,
    basis_lines,
    beside_changed,
    clauses_changed,
    stance_of,
    tongue,
)
from dealdesk.kernel.refusals import Blocker
from dealdesk.web.refusals import translated
from dealdesk.web.waiting import Waiting
from quotes.domain.approvals import RequestState, Verdict
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User

MOST_LOGS = 20
SHOWN = 8
# More than these nobody lets wait.
IN_INBOX = 50
TONES = {
    Stand.SIGNED: "good", Stand.REFUSED: "bad", Stand.CHANGED: "warn", Stand.WAITING: "now", Stand.TAKEN_BACK: "warn",
    Stand.UNASKED: "",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class FootingRow:
    title: str
    meets: Decimal
    rests_on: str


@dataclass(frozen=True, kw_only=True)
class RoleRow:
    """Where one role stands; `last` is the word that decides, else the one it gave last, and `changed` and `otherwise`
    what became of the contract since. `beside` is what it answers for beside clauses."""

    role: Role
    state: RequestState | None
    stand: Stand
    clauses: int
    waits_since: datetime | None
    last: SignOff | None
    is_mine_to_take_back: bool
    # Whoever gave it owns the deal by now.
    is_the_owners: bool
    refused: bool
    basis: tuple[str, ...]
    changed: tuple[ClauseChange, ...]
    otherwise: tuple[BesideChange, ...]
    beside: tuple[Apart, ...]
    footings: tuple[FootingRow, ...]
    unready: tuple[str, ...]

    @property
    def tone(self) -> str:
        return TONES[self.stand]


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
    # Availability that nobody has read from the contract yet: nothing can be drawn for it.
    is_unread: bool


@dataclass(frozen=True)
class BesideRow:
    """What stands beside the clauses; `edition` is None where it is noted one by one."""

    apart: Apart
    edition: int | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Mine:
    """The question that waits for this reader, and why they cannot answer it."""

    signoff: SignOff
    content_hash: str
    basis: tuple[Line, ...]
    part: tuple[PartRow, ...]
    beside: tuple[BesideRow, ...]
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
    # Clauses, by item, of which nobody noted anything and which this reader may judge.
    rest: tuple[int, ...]
    content_hash: str


@dataclass(frozen=True, kw_only=True)
class Replay:
    """Our own incidents, from which delivery may draw how often the promised availability is met."""

    logs: tuple[IncidentLog, ...]
    wordings: tuple[SlaWording, ...]
    log: IncidentLog | None
    wording: SlaWording | None
    meets: Decimal | None


def signoffs_screen(deal: Deal, user: User, today: date) -> SignoffsScreen:
    """Fifteen statements at most with a checklist, one without; two more for a manager who is asked."""
    contract = contract_of(deal, today)
    if contract is None:
        return SignoffsScreen(
            checklist=None, rows=(), mine=None, signed=0, unasked=0, why_not_ask=(), rest=(), content_hash=""
        )  # fmt: skip
    rows = tuple(_roles(contract, deal, user))
    unasked = [row for row in rows if row.state not in DECIDED and row.waits_since is None]
    return SignoffsScreen(
        checklist=contract.checklist,
        rows=rows,
        mine=_mine(contract, deal, user),
        signed=sum(row.state is RequestState.APPROVED for row in rows),
        unasked=len(unasked),
        why_not_ask=unasked[0].unready if unasked and all(row.unready for row in unasked) else (),
        rest=tuple(
            item.pk for item in contract.items if item.is_bare and may_judge(user, Kind(item.clause.clause.kind))
        ),
        content_hash=contract.whole,
    )


def standings_of(deal: Deal, user: User, today: date) -> tuple[RoleRow, ...]:
    """Where each role stands; fourteen statements at most, one where no checklist was made."""
    contract = contract_of(deal, today)
    return tuple(_roles(contract, deal, user)) if contract else ()


def waiting_of(user: User, most: int = SHOWN) -> tuple[SignOff, ...]:
    """What waits for this person to sign off, the longest wait first; one statement, none for whoever signs nothing."""
    waiting = waiting_sign_offs(user).select_related("deal__customer", "asked_by").order_by("asked_at", "id")
    return tuple(waiting[:most]) if Act.SIGN_OFF_CONTRACT.permits(user) else ()


def waiting_in_inbox(user: User) -> Iterator[Waiting]:
    """The same beside requests for approval, each with its place on the page of its deal."""
    for row in waiting_of(user, IN_INBOX):
        url = f"{reverse('contracts:signoffs', args=[row.deal_id])}#mine"
        yield Waiting(deal=row.deal, url=url, asked_by=row.asked_by.name, asked_at=row.asked_at)


def replay_of(item: int | None, log: int | None, wording: int | None) -> Replay:
    """Two statements, and as many more where a log and a wording were chosen; `item` is the promise of availability."""
    logs = tuple(IncidentLog.objects.all()[:MOST_LOGS])
    wordings = tuple(SlaWording.objects.current())
    chosen_log = next((one for one in logs if one.pk == log), None)
    chosen = next((one for one in wordings if one.pk == wording), None)
    read = ChecklistItem.objects.exclude(figure=None)
    row = read.filter(pk=item).first() if item and chosen_log and chosen else None
    meets = replayed(row, chosen_log, chosen) if row and chosen_log and chosen else None
    return Replay(
        logs=logs, wordings=wordings, log=chosen_log if meets is not None else None,
        wording=chosen if meets is not None else None, meets=meets,
    )  # fmt: skip


def _last(contract: Contract, role: Role) -> SignOff | None:
    if contract.state(role) in DECIDED:
        return contract.deciding(role)
    return next((row for row in contract.words(role) if row.signed_at), None)


def _roles(contract: Contract, deal: Deal, user: User) -> Iterator[RoleRow]:
    last = {role: _last(contract, role) for role in contract.roles}
    answered = [row for row in last.values() if row]
    prefetch_related_objects(answered, "liability__lines", "promises__promise", "instalments")
    clauses = list(SignedClause.objects.filter(signoff__in=answered).select_related("clause"))
    for role, row in last.items():
        kept = [one for one in clauses if row and one.signoff_id == row.pk]
        yield _role(contract, role, row, kept, deal, user)


def _role(
    contract: Contract, role: Role, last: SignOff | None, kept: Sequence[SignedClause], deal: Deal, user: User
) -> RoleRow:
    open_ = next((row for row in contract.words(role) if row.signed_at is None and row.dropped_at is None), None)
    # Of what was refused nothing is kept but why.
    stale = last if last and last.verdict == Verdict.APPROVE and not contract.covers(last) else None
    state, now = contract.state(role), contract.beside.of(role)
    return RoleRow(
        role=role,
        state=state,
        stand=stand(state, changed=stale is not None, waits=open_ is not None),
        clauses=len(contract.part(role)),
        waits_since=open_.asked_at if open_ else None,
        last=last,
        is_mine_to_take_back=last is not None and last.signed_by_id == user.pk and last.taken_back_at is None,
        is_the_owners=last is not None and last.signed_by_id == contract.owner,
        refused=last is not None and last.verdict == Verdict.REJECT,
        basis=tuple(_basis(stale, contract)) if stale else (),
        changed=tuple(clauses_changed(kept, contract.items_of(role))) if stale else (),
        otherwise=tuple(beside_changed(stale.beside(), now, deal.currency)) if stale and _is_whole(stale) else (),
        beside=now.said,
        footings=tuple(_footings(kept)),
        unready=_words(unready(contract.part(role))),
    )


def _is_whole(row: SignOff) -> bool:
    return row.hash_form != CLAUSES_ALONE


def _basis(stale: SignOff, contract: Contract) -> Iterator[str]:
    """Of a word from before it is not known what stood beside the clauses: it never covered that."""
    if not _is_whole(stale) and contract.beside.of(Role(stale.role)):
        yield gettext("This word was given on the clauses alone, before it covered what stands beside them.")
    if stale.checklist:
        yield from basis_changed(stale.checklist, contract.checklist)


def _footings(clauses: Sequence[SignedClause]) -> Iterator[FootingRow]:
    for one in clauses:
        if one.meets is not None:
            yield FootingRow(title=one.clause.title.to(tongue()), meets=one.meets, rests_on=one.rests_on)


def _mine(contract: Contract, deal: Deal, user: User) -> Mine | None:
    """What waits for this reader, on a deal that they opened."""
    signoff = waiting_sign_offs(user).filter(deal=deal).first()
    role = Role(user.role)
    if signoff is None or role not in contract.roles:
        return None
    found = (*unready(contract.part(role)), *contract.four_eyes(role, user.pk, tongue()))
    return Mine(
        signoff=signoff,
        content_hash=contract.content(role),
        basis=tuple(basis_lines(contract.checklist)),
        part=tuple(_part(item, contract, role) for item in contract.items_of(role)),
        beside=tuple(_beside(contract, role, deal.currency)),
        why_not=_words(found),
    )


def _beside(contract: Contract, role: Role, currency: str) -> Iterator[BesideRow]:
    mine, kept = contract.beside.of(role), {Apart.LIABILITY: contract.liability, Apart.DATA: contract.data}
    for apart in mine.said:
        edition = kept.get(apart)
        yield BesideRow(apart, edition.edition if edition else None, lines_of(apart, mine, currency))


def _part(item: ChecklistItem, contract: Contract, role: Role) -> PartRow:
    is_availability = item.clause.clause.key == "availability"
    return PartRow(
        pk=item.pk,
        title=item.clause.title.to(tongue()),
        theirs=item.theirs,
        stance=stance_of(item.level),
        figure=item.figure,
        is_promise=contract.is_promise(item, role),
        is_replayable=is_availability and item.figure is not None,
        is_unread=is_availability and item.figure is None,
    )


def _words(found: Sequence[Blocker]) -> tuple[str, ...]:
    return tuple(translated(one.message, dict(one.params)) for one in found)
