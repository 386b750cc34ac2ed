"""Who stands above a deal, and who may decide on a request beside those whom the rules name."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Value

from quotes.domain.approvals import ROLE_OF
from quotes.domain.policy import SENIORITY, Person, Whom
from quotes.models.approvals import ApprovalRequest, ApprovalStep
from stakeholders.domain.people import Role
from stakeholders.models import Deal, Team, User


@dataclass(frozen=True, kw_only=True)
class Signers:
    """Who may decide on a request beside those whom the rules name, and in whose place: whoever signs for a trade, and
    the line above the deal from the bottom up; never whoever asked, nor the deal's owner."""

    trades: tuple[User, ...]
    line: tuple[User, ...]

    @property
    def everybody(self) -> tuple[User, ...]:
        return (*self.trades, *self.line)

    def above(self, person: int | None) -> User | None:
        """Who stands next above somebody of the line."""
        places = [one.pk for one in self.line]
        higher = places.index(person) + 1 if person in places else len(places)
        return self.line[higher] if higher < len(self.line) else None

    def instead(self, step: ApprovalStep, by: User) -> tuple[User, ...]:
        """Anybody else of a step's role, or whoever stands above this person in the line."""
        if step.role:
            return tuple(person for person in self.trades if person.role == step.role and person != by)
        above = self.line.index(by) + 1 if by in self.line else 0
        return self.line[above:]


def signers_of(request: ApprovalRequest) -> Signers:
    """Two statements."""
    deal = request.version.quote.deal
    others = User.objects.filter(is_active=True).exclude(pk__in=[request.requested_by_id, deal.owner_id])
    line = dict.fromkeys(manager for _team, manager in line_managers(deal, request.requested_by_id, deal.owner_id))
    return Signers(
        trades=tuple(others.filter(role__in=ROLE_OF.values()).order_by("role", "name", "pk")), line=tuple(line)
    )


def possible_delegates(user: User) -> tuple[User, ...]:
    """Who may decide while this person is away: anybody else of their role, or whoever stands above a team they lead.

    Whether a step goes to them is the step's own question, see Signers.instead."""
    others = User.objects.filter(is_active=True).exclude(pk=user.pk).order_by("name", "pk")
    if user.role in ROLE_OF.values():
        return tuple(others.filter(role=user.role))
    above = {team for path in Team.objects.filter(manager=user).values_list("path", flat=True) for team in path[:-1]}
    return tuple(others.filter(leads__in=above).distinct())


def line_managers(deal: Deal, *but: int) -> list[tuple[int, User]]:
    """The managers of the deal's team and of those above it, from the bottom up."""
    teams = Team.objects.managed_on(Value(deal.team.path, Team._meta.get_field("path"))).exclude(manager__in=but)
    return [(team.pk, team.manager) for team in teams.select_related("manager") if team.manager]


def own_places(deal: Deal, by: User, asked: Iterable[Whom]) -> frozenset[Whom]:
    """Those of the approvers whose place the requester, or the deal's owner, holds themselves."""
    line = line_managers(deal)
    own = {by, deal.owner}
    places = {approver: at_place(deal, approver, line) for approver in SENIORITY}
    roles = {role for approver, role in ROLE_OF.items() if by.role == role}
    named = {person.pk for person in own}
    return frozenset(
        approver
        for approver in asked
        if (
            approver.pk in named
            if isinstance(approver, Person)
            else places.get(approver) in own or ROLE_OF.get(approver) in roles
        )
    )


def at_place(deal: Deal, approver: Whom, line: list[tuple[int, User]]) -> User | None:
    """The first manager of the line who stands as high above the deal's team as the approver does, or higher."""
    below = set(deal.team.path[::-1][: SENIORITY[approver] - 1])
    return next((manager for team, manager in line if team not in below), None)


def roles_held(roles: set[Role], by: User) -> set[str]:
    """Those of the roles that somebody else than this person holds."""
    if not roles:
        return set()
    return set(User.objects.filter(role__in=roles, is_active=True).exclude(pk=by.pk).values_list("role", flat=True))
