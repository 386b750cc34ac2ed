"""The law with any number of texts on one rule, any number of incident logs, and any number of clauses."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from contracts.actions.signoffs import ask_anew
from contracts.actions.statutes import add_statute
from contracts.domain.statutes import Rule
from contracts.models import Checklist
from tests.architecture.listing import Cast, Listing
from tests.factories import checklists as checked
from tests.factories import clauses as worded
from tests.factories import data as answered
from tests.factories import experience as felt
from tests.factories import liability as answerable
from tests.factories import signoffs as signed
from tests.factories import sla
from tests.factories.law import enter_as_it_comes
from tests.factories.stakeholders import NOW


def statutes(cast: Cast, rows: int) -> str:
    """However often a rule changed."""
    enter_as_it_comes()
    for year in range(rows):
        add_statute(
            rule=Rule.DAMAGES,
            instrument="解释",
            article="第六十五条",
            says="三成",
            source="公报",
            in_force_from=date(2027 + year, 1, 1),
            figures={"percent_above_loss": Decimal(30)},
            by=cast.adm,
            at=NOW,
        )
    return reverse("contracts:statutes")


def replayed(cast: Cast, rows: int) -> str:
    sla.word_as_it_comes()
    for number in range(rows):
        sla.log(cast.adm, f"故障 {number}")
    return reverse("contracts:sla")


def clauses(cast: Cast, rows: int) -> str:
    for _ in range(rows):
        worded.clause(cast.adm)
    return reverse("contracts:clauses")


def clause(cast: Cast, rows: int) -> str:
    return reverse("contracts:clause", args=[_versions(cast, rows)])


def clause_history(cast: Cast, rows: int) -> str:
    return reverse("contracts:clause_history", args=[_versions(cast, rows)])


def _versions(cast: Cast, rows: int) -> int:
    """Each another one, entered by somebody."""
    enter_as_it_comes()
    made = worded.clause(cast.adm, rules=(Rule.DAMAGES,))
    for number in range(1, rows):
        worded.changed(made, cast.adm, date(2027, number, 1), after=number)
    return made.pk


def checklists(cast: Cast, rows: int) -> str:
    """A contract with that many clauses beside those the desk comes with."""
    _checklist(cast, rows)
    return reverse("contracts:checklists", args=[cast.deal.pk])


def signoffs(cast: Cast, rows: int) -> str:
    """Each clause was judged, signed by legal and changed since as liability was, so that legal is asked again."""
    made = signed.judged(_checklist(cast, rows), cast.adm)
    answerable.noted(cast.deal, cast.ada)
    answered.answered(cast.deal, cast.ada)
    for _ in range(rows):
        felt.promised(cast.deal, cast.ada)
    signed.signed(signed.asked(cast.deal, cast.ada)["legal"], cast.lin)
    answerable.noted(cast.deal, cast.ada, per_claim=False, one_sided=True)
    made.items.update(level=1)
    ask_anew(deal=cast.deal, by=cast.ada, at=NOW)
    return reverse("contracts:signoffs", args=[cast.deal.pk])


def signing(cast: Cast, rows: int) -> str:
    """As many copies, of a contract as long."""
    made = _checklist(cast, rows)
    for number in range(rows):
        signed.lying_there(made, cast.ada, sha256=f"{number:064}")
    return reverse("contracts:signing", args=[cast.deal.pk])


def _checklist(cast: Cast, rows: int) -> Checklist:
    worded.write_as_it_comes()
    for _ in range(rows):
        worded.clause(cast.adm)
    return checked.checklist(checked.agreed(cast.draft(), cast.ada), cast.ada)


def contract_experience(cast: Cast, rows: int) -> str:
    """A contract that promises that much."""
    for _ in range(rows):
        felt.promised(cast.deal, cast.ada)
    return reverse("contracts:experience", args=[cast.deal.pk])


def contract_liability(cast: Cast, rows: int) -> str:
    """A contract whose liability was noted that often."""
    worded.write_as_it_comes()
    checked.checklist(checked.agreed(cast.draft(), cast.ada), cast.ada)
    for _ in range(rows):
        answerable.noted(cast.deal, cast.ada)
    return reverse("contracts:liability", args=[cast.deal.pk])


def contract_data(cast: Cast, rows: int) -> str:
    """A contract whose questions were answered that often, of a customer with that many transfers."""
    worded.write_as_it_comes()
    checked.checklist(checked.agreed(cast.draft(), cast.ada), cast.ada)
    for _ in range(rows):
        answered.answered(cast.deal, cast.ada)
        answered.sent(cast.deal, cast.ada)
    return reverse("contracts:data", args=[cast.deal.pk])


CONTRACTS: dict[str, Listing] = {
    "contracts:checklists": Listing("ada", 11, checklists),
    "contracts:clause": Listing("ada", 5, clause),
    "contracts:clause_history": Listing("ada", 4, clause_history),
    "contracts:clauses": Listing("ada", 3, clauses),
    "contracts:data": Listing("ada", 11, contract_data),
    "contracts:experience": Listing("ada", 7, contract_experience),
    "contracts:liability": Listing("ada", 10, contract_liability),
    "contracts:signing": Listing("ada", 19, signing),
    "contracts:signoffs": Listing("lin", 21, signoffs),
    "contracts:sla": Listing("ada", 7, replayed),
    "contracts:statutes": Listing("ada", 3, statutes),
}
