"""What was answered about a contract's data, edition by edition, and what a customer has sent abroad."""

from datetime import date
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from contracts.domain.data.answers import Answers, People, Sent, counted, decisions, strictest
from contracts.domain.data.routes import Route
from contracts.domain.data.words import Category, Exemption, Part, Way
from contracts.domain.statutes import Rule
from contracts.models.clauses import known, several
from contracts.models.statutes import Statute
from dealdesk.db import choices, one_of, paired
from stakeholders.models import Customer, Deal, Typed

KEPT = "data_answers_are_kept"
COUNTED = "data_transfers_are_kept"


class DataAnswers(models.Model):
    """One edition of the questionnaire, with the route as it was found that day. Never changed: other answers are the
    next edition."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="data_answers")
    edition = models.PositiveIntegerField()
    part = models.CharField(max_length=10, choices=choices(Part))
    categories = several(Category)
    ways = several(Way)
    critical_operator = models.BooleanField()
    important_data = models.BooleanField()
    exemption = models.CharField(max_length=10, choices=choices(Exemption))
    people = models.PositiveIntegerField()
    sensitive = models.PositiveIntegerField()
    people_a_year = models.PositiveIntegerField()
    sensitive_a_year = models.PositiveIntegerField()
    nodes = models.CharField(max_length=300, blank=True)
    telemetry_path = models.CharField(max_length=300, blank=True)
    support_from = models.CharField(max_length=300, blank=True)
    subprocessors = models.CharField(max_length=300, blank=True)
    route = models.CharField(max_length=40, choices=choices(Route))
    # What the customer had sent abroad that year by then.
    counted_people = models.PositiveIntegerField()
    counted_sensitive = models.PositiveIntegerField()
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["deal_id", "-edition"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal", "edition"], name="data_answers_edition_once"),
            one_of("part", Part, "data_answers_part_known"),
            one_of("exemption", Exemption, "data_answers_exemption_known"),
            one_of("route", Route, "data_answers_route_known"),
            known("categories", Category, "data_answers_categories_known"),
            known("ways", Way, "data_answers_ways_known"),
            models.CheckConstraint(condition=Q(categories__len__gt=0), name="data_answers_name_categories"),
            paired("answered", "data_answers_answered_pair"),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name=KEPT, operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.deal} #{self.edition}"

    def value(self) -> Answers:
        return Answers(
            part=Part(self.part),
            categories=frozenset(map(Category, self.categories)),
            ways=frozenset(map(Way, self.ways)),
            critical_operator=self.critical_operator,
            important_data=self.important_data,
            exemption=Exemption(self.exemption),
            still=People(plain=self.people, sensitive=self.sensitive),
            a_year=People(plain=self.people_a_year, sensitive=self.sensitive_a_year),
            nodes=self.nodes,
            telemetry_path=self.telemetry_path,
            support_from=self.support_from,
            subprocessors=self.subprocessors,
        )


class DataTransferQuerySet(models.QuerySet["DataTransfer"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)


class DataTransfer(models.Model):
    """So many people's information left the country on a day, the customer being who provides it. One that was entered
    by mistake is taken back, and stays to be read."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="data_transfers")
    # From whose contract it was entered.
    deal = models.ForeignKey(Deal, models.PROTECT, related_name="data_transfers")
    on = models.DateField()
    people = models.PositiveIntegerField()
    sensitive = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = DataTransferQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(people__gt=0) | Q(sensitive__gt=0), name="data_transfer_of_somebody"),
            models.CheckConstraint(condition=~Q(source=""), name="data_transfer_has_its_origin"),
            paired("entered", "data_transfer_entered_pair"),
            paired("withdrawn", "data_transfer_withdrawn_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name=COUNTED,
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF TG_OP = 'DELETE' THEN
                        RAISE EXCEPTION 'pgtrigger: a transfer is never deleted; take it back';
                    END IF;
                    IF to_jsonb(OLD) - 'withdrawn_at' - 'withdrawn_by_id'
                       IS DISTINCT FROM to_jsonb(NEW) - 'withdrawn_at' - 'withdrawn_by_id' THEN
                        RAISE EXCEPTION 'pgtrigger: a transfer is never changed; take it back and enter another one';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.customer}"

    def value(self) -> Sent:
        return Sent(on=self.on, people=People(plain=self.people, sensitive=self.sensitive))


def sent_by(customer: Customer, year: int) -> People:
    """What a customer sent abroad in a year, whichever of its contracts it was under; one statement."""
    return counted((row.value() for row in customer.data_transfers.standing().filter(on__year=year)), year)


def route_on(answers: DataAnswers, customer: Customer, day: date) -> Route:
    """What the answers ask for by the law in force on a day and what the customer has sent that year; as it was found
    where no text is in force. Two statements."""
    texts = (text.value() for text in Statute.objects.filter(rule=Rule.CROSS_BORDER))
    rule = next((text for text in texts if text.holds(day)), None)
    if rule is None:
        return Route(answers.route)
    return strictest(decisions(rule, answers.value(), sent_by(customer, day.year), day.year))


# Where people type words about a customer's data: an erased person's name is crossed out there.
DATA_WORDS = (
    Typed(
        model=DataAnswers,
        customer="deal__customer",
        columns=("nodes", "telemetry_path", "support_from", "subprocessors"),
        guards=(KEPT,),
    ),
    Typed(model=DataTransfer, customer="customer", columns=("source",), guards=(COUNTED,)),
)
