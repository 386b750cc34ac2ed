"""What follows from the answers: which rule asks for what, and in which clause of the library it is said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from contracts.domain.data.answers import Answers
from contracts.domain.data.routes import Route
from contracts.domain.data.words import Category, Part, Way
from contracts.domain.statutes import Rule
from dealdesk.kernel.refusals import Blocker, Finding
from dealdesk.kernel.words import Word
from stakeholders.domain.customers import Industry


class Duty(Word):
    ENTRUSTMENT = "entrustment", "A contract of entrustment: purpose, term, method, kinds, measures"
    RECORDS = "records", "Records of the processing are kept"
    DELETION = "deletion", "Return or deletion at the end"
    SUBPROCESSORS = "subprocessors", "Consent before anything is passed on"
    CONSENT = "consent", "Separate consent to sensitive information"
    PARENTS = "parents", "Consent of a parent or guardian"
    CONSENT_ABROAD = "consent_abroad", "Separate consent to provision abroad, with the recipient named"
    IMPACT = "impact", "An impact assessment beforehand, its report kept"
    LOGS = "logs", "Network logs are kept"
    KEPT_HERE = "kept_here", "Stored in the country"
    FILING = "filing", "Standard contract filed, or certification"
    ASSESSMENT = "assessment", "Security assessment passed before anything leaves"
    FOREIGN = "foreign", "Nothing handed to authorities abroad without approval"
    NOTICE = "notice", "Notice of incidents"
    FINANCE_PERSONAL = "finance_personal", "Personal financial information by its grades"
    FINANCE_GRADES = "finance_grades", "Financial data graded"
    FINANCE_BUSINESS = "finance_business", "Data of the central bank's business fields"
    HEALTH_HERE = "health_here", "Health information on no server abroad"
    HEALTH_BIG = "health_big", "Health data managed by the institution's duties"
    HEALTH_GUIDE = "health_guide", "Health data protected by the national guide"


@dataclass(frozen=True)
class Case:
    """What the answers come to, for whoever asks whether a duty holds."""

    answers: Answers
    route: Route
    industry: Industry

    @property
    def is_entrusted(self) -> bool:
        return self.answers.part is Part.ENTRUSTED

    @property
    def is_abroad(self) -> bool:
        return self.answers.is_abroad


@dataclass(frozen=True)
class Ask:
    rule: Rule
    # By the key of the clause that says it.
    clause: str
    holds: Callable[[Case], bool]


def _always(case: Case) -> bool:
    return True


def _of(industry: Industry) -> Callable[[Case], bool]:
    return lambda case: case.industry is industry


ASKS: Mapping[Duty, Ask] = {
    Duty.ENTRUSTMENT: Ask(Rule.ENTRUSTMENT, "entrustment", lambda case: case.is_entrusted),
    Duty.RECORDS: Ask(Rule.ENTRUSTMENT_RECORDS, "entrustment", lambda case: case.is_entrusted),
    Duty.DELETION: Ask(Rule.ENTRUSTMENT, "deletion", lambda case: case.is_entrusted),
    Duty.SUBPROCESSORS: Ask(
        Rule.ENTRUSTMENT,
        "subprocessors",
        lambda case: bool(case.answers.subprocessors) or Way.SUBPROCESSORS in case.answers.ways,
    ),
    Duty.CONSENT: Ask(Rule.SENSITIVE, "consent", lambda case: bool(case.answers.sensitive)),
    Duty.PARENTS: Ask(Rule.MINORS, "consent", lambda case: Category.MINORS in case.answers.categories),
    Duty.CONSENT_ABROAD: Ask(Rule.CONSENT_ABROAD, "consent", lambda case: case.is_abroad),
    Duty.IMPACT: Ask(
        Rule.IMPACT, "consent", lambda case: case.is_entrusted or case.is_abroad or bool(case.answers.sensitive)
    ),
    Duty.LOGS: Ask(Rule.NETWORK_LOGS, "deletion", _always),
    Duty.KEPT_HERE: Ask(
        Rule.KEPT_HERE,
        "storage_place",
        lambda case: case.answers.critical_operator or case.route is Route.ASSESSMENT,
    ),
    Duty.FILING: Ask(Rule.CROSS_BORDER, "cross_border", lambda case: case.route is Route.CONTRACT),
    Duty.ASSESSMENT: Ask(Rule.CROSS_BORDER, "cross_border", lambda case: case.route is Route.ASSESSMENT),
    Duty.FOREIGN: Ask(Rule.FOREIGN_REQUESTS, "foreign_requests", lambda case: case.is_abroad),
    Duty.NOTICE: Ask(Rule.BREACH_NOTICE, "incident_notice", _always),
    Duty.FINANCE_PERSONAL: Ask(Rule.FINANCE_PERSONAL, "finance_data", _of(Industry.FINANCE)),
    Duty.FINANCE_GRADES: Ask(Rule.FINANCE_GRADES, "finance_data", _of(Industry.FINANCE)),
    Duty.FINANCE_BUSINESS: Ask(Rule.FINANCE_BUSINESS, "finance_data", _of(Industry.FINANCE)),
    Duty.HEALTH_HERE: Ask(Rule.HEALTH_HERE, "health_data", _of(Industry.HEALTHCARE)),
    Duty.HEALTH_BIG: Ask(Rule.HEALTH_BIG, "health_data", _of(Industry.HEALTHCARE)),
    Duty.HEALTH_GUIDE: Ask(Rule.HEALTH_GUIDE, "health_data", _of(Industry.HEALTHCARE)),
}
# Those by which health information lies on a machine abroad.
ON_A_SERVER = frozenset({Way.NODES, Way.STORAGE, Way.TELEMETRY})


def duties(case: Case) -> tuple[Duty, ...]:
    """In the order of the words."""
    return tuple(duty for duty in Duty if ASKS[duty].holds(case))


def conflicts(case: Case) -> tuple[Finding, ...]:
    """What a trade's own rules forbid whatever the route is."""
    if case.industry is Industry.HEALTHCARE and case.answers.ways & ON_A_SERVER:
        return (Blocker(message="Health information may not lie on servers abroad, rented or hosted: move them here."),)
    return ()
