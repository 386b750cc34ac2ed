"""Who decides on an offer, and who may end one."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.db.models import Q, QuerySet

from dealdesk.kept import Kept
from quotes.domain.approvals import ROLE_OF
from quotes.domain.policy import Choices, Nobody, Own, Person, Whom
from quotes.models import ApprovalStep, QuoteVersion
from quotes.models.approvals import steps_today
from quotes.models.signers import at_place, line_managers, own_places, roles_held
from quotes.permissions.texts import words_asked
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User
from stakeholders.permissions import Act, AnyoneOf, Asking, visible_deals

NOT_YOURS_TO_END = "V%(number)s would be void: only the deal's owner, whoever submitted it, or a manager makes it so."
# As many steps, or words, as a badge tells apart.
MANY = 100


def waiting_for(user: Asking) -> QuerySet[ApprovalStep]:
    """Steps of open requests whose turn it is, and which this person could decide: by their place in the line today, or
    by role; never on an offer or a deal of their own."""
    if not Act.DECIDE_APPROVAL.permits(user):
        return ApprovalStep.objects.none()
    theirs = Q(holder_id=user.pk, role__in=["", user.role]) | Q(role=user.role, holder_id=None) | Q(raised_id=user.pk)
    return (
        steps_today()
        .due()
        .filter(
            theirs,
            request__closed_at=None,
            request__version__quote__deal__in=visible_deals(user).open().exclude(owner=user),
        )
        .exclude(request__requested_by=user)
    )


@cache
def _waiting(role: str) -> Kept[ApprovalStep]:
    who = AnyoneOf(role)
    steps = waiting_for(who).order_by().values_list("pk")[:MANY]
    words = words_asked(who).by_sheet().order_by().values_list("pk")[:MANY]
    return Kept(steps.union(words, all=True).order_by())


def waiting_count(user: User) -> int:
    """How many steps and words wait for this person; from `MANY` of either on nobody counts."""
    return len(_waiting(user.role)(user=user.pk)) if Act.DECIDE_APPROVAL.permits(user) else 0


def approvers_of(deal: Deal, by: User, asked: Iterable[Whom]) -> dict[Whom, User | Role | None]:
    """Who speaks for each approver when this person asks: a role somebody holds, the manager of the deal's team or of
    one above, or whom the policy names. Nobody is asked about an offer or a deal of their own: of a person who is named
    the nearest manager is, instead. None where nobody is left to ask.

    Whom a step that was asked before asks today: ApprovalStep.objects.with_holder(), by the same rule."""
    asked = tuple(asked)
    line = line_managers(deal, by.pk, deal.owner_id) if set(asked) - ROLE_OF.keys() else []
    held = roles_held({role for approver, role in ROLE_OF.items() if approver in asked}, by)
    found: dict[Whom, User | Role | None] = {}
    for approver in asked:
        if isinstance(approver, Person):
            instead = next((manager for _team, manager in line), None)
            found[approver] = instead if approver.pk in {by.pk, deal.owner_id} else _named(deal, approver)
        elif approver in ROLE_OF:
            found[approver] = ROLE_OF[approver] if ROLE_OF[approver] in held else None
        else:
            found[approver] = at_place(deal, approver, line)
    return found


def _named(deal: Deal, person: Person) -> User | None:
    """Somebody who works here, decides, and may open the deal, or speaks for a trade, to which being asked opens it."""
    found = User.objects.filter(pk=person.pk, is_active=True).first()
    if found is None or not Act.DECIDE_APPROVAL.permits(found):
        return None
    may_open = found.role in ROLE_OF.values() or visible_deals(found).filter(pk=deal.pk).exists()
    return found if may_open else None


@dataclass(frozen=True, kw_only=True)
class Away:
    """Approvers whose steps fall away: the requester holds the place, or nobody does."""

    own: frozenset[Whom] = frozenset()
    empty: frozenset[Whom] = frozenset()


def falling_away(deal: Deal, by: User, asked: Iterable[Whom], chosen: Choices) -> Away:
    """By what the policy chose; no statement where it lets no step fall away."""
    asked = tuple(asked)
    own = own_places(deal, by, asked) if chosen.own is Own.SKIP and asked else frozenset[Whom]()
    empty = approvers_of(deal, by, asked) if chosen.nobody is Nobody.PASS and asked else {}
    return Away(own=own, empty=frozenset(approver for approver, who in empty.items() if who is None) - own)


def may_void(user: User, version: QuoteVersion) -> bool:
    """Whose offer it is, the deal's owner or whoever submitted it, and any manager of the deal."""
    concerned = {version.quote.deal.owner_id, version.frozen_by_id}
    return Act.VOID_VERSION.permits(user) and (user.role == Role.MANAGER or user.pk in concerned)


def may_choose_against(user: User, other: QuoteVersion) -> bool:
    """Choosing an alternative makes the others void; a draft that nobody has submitted is no offer yet."""
    return other.is_draft or may_void(user, other)
