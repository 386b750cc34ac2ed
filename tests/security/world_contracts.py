"""What stands behind the addresses of what we sign."""

from contracts.domain.obligations.words import ObligationKind
from contracts.domain.statutes import Rule
from contracts.models import Checklist, Clause, SlaWording, Statute
from quotes.models import PriceBookVersion, QuoteVersion
from stakeholders.domain.deals import Stage
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User
from tests.factories import budgets, checklists, clauses, data, experience, payments, signoffs, sla
from tests.factories import obligations as owed
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
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
    version = QuoteVersion.objects.on_the_table().filter(quote__deal=deal)[0]
    made = checklists.checklist(version, by)
    kept = {"item": checklists.item(made, "cap").pk, "declaration": payments.declared(deal, by).pk}
    kept |= {"instalment": payments.instalment(deal, by).pk, "receipt": payments.receipt(deal, by).pk}
    kept |= {"supplement": payments.supplement(deal, by).pk}
    kept |= {"transfer": data.sent(deal, by).pk, "promise": experience.promised(deal, by).pk}
    kept["paper"] = checklists.paper(made, by).pk
    return kept | signed_off(made, version.price_book, by) | followed(deal, version.price_book, by)


def signed_off(made: Checklist, book: PriceBookVersion, by: User) -> dict[str, int | str]:
    """Finance has signed off, the others are asked; beside it a contract that nobody has judged."""
    rows = signoffs.asked(signoffs.judged(made, by).deal, by)
    given = signoffs.signed(rows["finance"], User.objects.get(role=Role.FINANCE))
    begun = whom.deal(customer=made.deal.customer, owner=by, name="合同还没核对")
    checklists.checklist(checklists.agreed(offered.draft(deal=begun, price_book=book, by=by), by), by)
    return {
        "signoff": rows["legal"].pk, "given": given.pk, "copy": signoffs.lying_there(made, by).pk,
        "unjudged_deal": begun.pk,
    }  # fmt: skip


def followed(deal: Deal, book: PriceBookVersion, by: User) -> dict[str, int | str]:
    """Another deal of the same people that was signed, and what follows from it."""
    signed = whom.deal(customer=deal.customer, owner=by, name="去年的合同")
    for member in deal.memberships.all():
        whom.member(deal=signed, user=member.user)
    life = owed.signed(offered.draft(deal=signed, price_book=book, by=by), by, auto_renewal=30)
    waiting = life.deal.obligations.get(kind=ObligationKind.NOTICE)
    done = owed.settled(life.deal.obligations.filter(kind=ObligationKind.PAYMENT)[0], by)
    awaited = whom.deal(customer=deal.customer, owner=by, name="刚签的合同")
    owed.accepted(offered.draft(deal=awaited, price_book=book, by=by), by)
    budgets.close(deal=awaited, by=by, stage=Stage.SIGNED)
    return {
        "pledge": owed.available(owed.worded(life, by), by).pk,
        "awaited_deal": awaited.pk,
        "life": life.pk,
        "signed_deal": signed.pk,
        "obligation": waiting.pk,
        "settled_obligation": done.pk,
    }
