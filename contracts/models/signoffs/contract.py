"""A deal's contract as the roles stand to it: what it says now, every word on it, and which of these decide."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, cached_property

from django.db.models import Model, prefetch_related_objects

from contracts.domain.clauses.words import Kind, Stance
from contracts.domain.data.routes import Route
from contracts.domain.signoffs import (
    BESIDE,
    CLAUSES_ALONE,
    NOTHING,
    PROMISES,
    Apart,
    Basis,
    Beside,
    Said,
    asked,
    content,
    deciding,
    is_of,
    part,
)
from contracts.domain.sla.exposure import meets
from contracts.models.checklists import Checklist, ChecklistItem
from contracts.models.data import DataAnswers, route_on
from contracts.models.experience import ExperiencePromise
from contracts.models.liability import LiabilityTerms
from contracts.models.payment.received import Instalment
from contracts.models.signoffs.words import SignedInstalment, SignOff, beside_of
from contracts.models.sla import IncidentLog, SlaWording
from dealdesk.kept import Given, Kept
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Blocker, Refusal
from quotes.domain.approvals import RequestState, Verdict, state_of
from stakeholders.domain.deals import Stage
from stakeholders.domain.people import Role
from stakeholders.models import Deal

# So many clauses a sentence names.
NAMED = 3
NOTED = "You noted this yourself: %(what)s. Have a colleague of your role sign, or somebody else note it anew."


@dataclass(frozen=True)
class Contract:
    """A deal's newest checklist with what stands beside its clauses, and every word that was ever asked on the deal,
    from the latest back. The word of who owns an open deal by now is none: it would stand on itself."""

    owner: int | None
    checklist: Checklist
    items: tuple[ChecklistItem, ...]
    liability: LiabilityTerms | None
    data: DataAnswers | None
    experience: tuple[ExperiencePromise, ...]
    instalments: tuple[Instalment | SignedInstalment, ...]
    # Of today, whatever was found as the questions on data were answered.
    route: Route | None
    rows: tuple[SignOff, ...]
    is_signed: bool

    @cached_property
    def said(self) -> dict[int, Said]:
        """By item."""
        return {item.pk: _said(item) for item in self.items}

    @cached_property
    def beside(self) -> Beside:
        return beside_of(self.liability, self.data, self.experience, self.instalments, self.route)

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        return asked(tuple(self.said.values()), self.beside)

    def part(self, role: Role) -> tuple[Said, ...]:
        return part(role, self.said.values())

    def items_of(self, role: Role) -> tuple[ChecklistItem, ...]:
        mine = self.part(role)
        return tuple(item for item in self.items if self.said[item.pk] in mine)

    def is_promise(self, item: ChecklistItem, role: Role) -> bool:
        """Whether delivery says how often we meet it."""
        return role is Role.DELIVERY and item.clause.clause.key in PROMISES

    def content(self, role: Role) -> str:
        return content(self.basis, self.part(role), self.beside.of(role))

    @property
    def whole(self) -> str:
        """The hash of all that the contract says."""
        return content(self.basis, self.said.values(), self.beside)

    def words(self, role: Role) -> Sequence[SignOff]:
        return [row for row in self.rows if row.role == role]

    def covers(self, row: SignOff) -> bool:
        """Whether an answer was given on what the contract says now. One of the first form on a signed deal is read as
        it stood at the signature: by its clauses."""
        role, is_early = Role(row.role), self.is_signed and row.hash_form == CLAUSES_ALONE
        beside = NOTHING if is_early else self.beside.of(role)
        return is_of(row.content_hash, row.hash_form, self.basis, self.part(role), beside)

    def state(self, role: Role) -> RequestState | None:
        return self._stands(role)[1]

    def deciding(self, role: Role) -> SignOff | None:
        """The word that says where a role stands; None where it was never asked."""
        return self._stands(role)[0]

    def _stands(self, role: Role) -> tuple[SignOff | None, RequestState | None]:
        now, rows = self.content(role), [row for row in self.words(role) if self._counts(row)]
        states = [state_of(now, row.facts(now, covers=self.covers(row))) for row in rows]
        place = deciding(states)
        return (None, None) if place is None else (rows[place], states[place])

    def _counts(self, row: SignOff) -> bool:
        is_own = row.signed_by_id is not None and row.signed_by_id == self.owner
        return row.dropped_at is None and not is_own

    def writer(self, item: ChecklistItem) -> int:
        """Who wrote down what the contract says; where nobody did, whoever made the checklist put the clause there."""
        return item.worded_by_id or self.checklist.made_by_id

    def alone(self, role: Role, person: int) -> list[ChecklistItem]:
        """What of a role's part one person both wrote and judged: their word on it would stand on itself."""
        mine = self.items_of(role)
        return [item for item in mine if item.judged_by_id == person and self.writer(item) == person]

    def noted(self, role: Role, person: int) -> tuple[Apart, ...]:
        """What of a role's, beside the clauses, one person noted themselves."""
        writers = {
            Apart.LIABILITY: {self.liability.noted_by_id} if self.liability else set(),
            Apart.DATA: {self.data.answered_by_id} if self.data else set(),
            Apart.EXPERIENCE: {one.added_by_id for one in self.experience},
            # Finance types them itself: a deviation from the offer is told on their page.
            Apart.PAYMENT: set(),
        }
        return tuple(one for one, owner in BESIDE.items() if owner is role and person in writers[one])

    def four_eyes(self, role: Role, person: int, tongue: str) -> tuple[Blocker, ...]:
        """Why somebody's word would stand on itself."""
        alone = self.alone(role, person)
        found = [alone_in(alone, tongue)] if alone else []
        found += [Blocker(message=NOTED, params={"what": one.label}) for one in self.noted(role, person)]
        return tuple(found)

    def as_signed(self) -> "Contract":
        """Once a deal is signed its contract is what was signed off: instalments may be added since, and the route of
        a year moves on."""
        prefetch_related_objects(self.rows, "liability__lines", "promises__promise", "instalments")
        finance, legal = (self.standing(BESIDE[apart]) for apart in (Apart.PAYMENT, Apart.DATA))
        paid = tuple(finance.instalments.all()) if finance else ()
        return replace(self, instalments=paid, route=legal.found_route if legal else None)

    @property
    def rerouted(self) -> tuple[Route, Route] | None:
        """The route that was signed off last and the one of today, where these differ."""
        given = (row for row in self.words(BESIDE[Apart.DATA]) if row.verdict == Verdict.APPROVE)
        then = next((row.found_route for row in given), None)
        return (then, self.route) if then and self.route and then is not self.route else None

    def standing(self, role: Role) -> SignOff | None:
        """The latest word of a role that was never taken back and is of these clauses, with what stood beside them."""
        given = (row for row in self.words(role) if row.verdict == Verdict.APPROVE and row.taken_back_at is None)
        return next((row for row in given if self._is_of_its_own(row)), None)

    def _is_of_its_own(self, row: SignOff) -> bool:
        mine = self.part(Role(row.role))
        return row.content_hash == content(self.basis, mine, row.beside(), form=row.hash_form)

    @property
    def stops(self) -> list[ChecklistItem]:
        return [item for item in self.items if self.said[item.pk].is_stop]

    @property
    def basis(self) -> Basis:
        made = self.checklist
        return Basis(
            offer=made.version.content_hash,
            industry=made.industry,
            size=made.size,
            regions=tuple(made.regions),
            buyer=made.buyer,
            we_are_small=made.we_are_small,
        )


@cache
def _checklist() -> Kept[Checklist]:
    return Kept(Checklist.objects.filter(deal=Given("deal")).select_related("version__quote", "made_by")[:1])


@cache
def _items() -> Kept[ChecklistItem]:
    items = ChecklistItem.objects.filter(checklist=Given("checklist")).order_by("clause__clause_id")
    return Kept(items.select_related("clause__clause", "worded_by", "judged_by"))


@cache
def _words() -> Kept[SignOff]:
    beside = ("liability__noted_by", "data__answered_by")
    rows = SignOff.objects.filter(deal=Given("deal"))
    return Kept(rows.select_related("asked_by", "signed_by", "checklist__version__quote", *beside))


@cache
def _liability() -> Kept[LiabilityTerms]:
    newest = LiabilityTerms.objects.filter(deal=Given("deal"))[:1]
    return Kept(newest.select_related("noted_by").prefetch_related("lines"))


@cache
def _data() -> Kept[DataAnswers]:
    return Kept(DataAnswers.objects.filter(deal=Given("deal"))[:1].select_related("answered_by"))


def _of[M: Model](rows: list[M], **known: Model) -> tuple[M, ...]:
    """Each with what it hangs on in hand."""
    for row in rows:
        for name, one in known.items():
            setattr(row, name, one)
    return tuple(rows)


def contract_of(deal: Deal, today: date) -> Contract | None:
    """Ten statements at most, of a signed deal three more; None where no checklist was made."""
    made = next(iter(_of(_checklist()(deal=deal.pk), deal=deal)), None)
    if made is None:
        return None
    data = next(iter(_of(_data()(deal=deal.pk), deal=deal)), None)
    found = Contract(
        owner=deal.owner_id if deal.is_open else None,
        checklist=made,
        items=_of(_items()(checklist=made.pk), checklist=made),
        liability=next(iter(_of(_liability()(deal=deal.pk), deal=deal)), None),
        data=data,
        experience=tuple(deal.experience.standing().select_related("added_by")),
        instalments=tuple(deal.instalments.all()),
        route=route_on(data, deal.customer, today) if data and deal.is_open else None,
        rows=_of(_words()(deal=deal.pk), deal=deal),
        is_signed=deal.stage == Stage.SIGNED,
    )
    return found.as_signed() if found.is_signed else found


def alone_in(items: Sequence[ChecklistItem], tongue: str) -> Blocker:
    """Why somebody does not sign these; a sentence names a few of them."""
    titles = [item.clause.title.to(tongue) for item in items]
    more = f" … (+{len(titles) - NAMED})" if len(titles) > NAMED else ""
    return Blocker(
        message="You alone wrote and judged %(clauses)s: have somebody else judge it, or note what it says.",
        params={"clauses": " · ".join(titles[:NAMED]) + more},
    )


def replayed(item: ChecklistItem, log: IncidentLog, wording: SlaWording) -> Decimal:
    """How often a promise of availability is met in months drawn from a log under a wording, in percent; refused where
    nobody has read yet what is promised."""
    if item.figure is None:
        raise Refusal("Enter the promised availability on the checklist first: without it nothing is met or missed.")
    promised = Percent(item.figure)
    return meets([row.value() for row in log.incidents.all()], wording.words(), promised, log.days)


def _said(item: ChecklistItem) -> Said:
    text = item.clause
    stance = None if item.level is None else tuple(Stance)[item.level]
    position = text.value().position(stance) if stance else None
    return Said(
        clause=text.clause_id,
        number=text.number,
        kind=Kind(text.clause.kind),
        theirs=item.theirs,
        level=item.level,
        figure=item.figure,
        accepted_by=position.by if position else None,
    )
