"""What stands behind the addresses of what we sign."""

from contracts.domain.statutes import Rule
from contracts.models import Clause, SlaWording, Statute
from quotes.models import QuoteVersion
from stakeholders.models import Deal, User
from tests.factories import checklists, clauses, sla
from tests.factories.law import enter_as_it_comes


def lawful() -> dict[str, int | str]:
    """The law as the desk comes with it."""
    enter_as_it_comes()
    rule = Rule.PAYMENT_BY_PUBLIC
    return {"rule": rule.value, "statute": Statute.objects.get(rule=rule).pk}


def promised(by: User) -> dict[str, int | str]:
    sla.word_as_it_comes()
    sla.log(by)
    return {"wording": SlaWording.objects.order_by("pk")[0].pk}


def worded() -> dict[str, int | str]:
    """The library as the desk comes with it."""
    clauses.write_as_it_comes()
    return {"clause": Clause.objects.get(key="cross_border").pk}


def contracted(deal: Deal, by: User) -> dict[str, int | str]:
    """Its contract, from whatever of it is on the table."""
    clauses.write_as_it_comes()
    made = checklists.checklist(QuoteVersion.objects.on_the_table().filter(quote__deal=deal)[0], by)
    return {"item": checklists.item(made, "cap").pk}
