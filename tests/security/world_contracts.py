"""What stands behind the addresses of what we sign."""

from contracts.domain.statutes import Rule
from contracts.models import SlaWording, Statute
from stakeholders.models import User
from tests.factories import sla
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
