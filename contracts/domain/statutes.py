"""A rule of law as a dated value: which article, in force from when until when, when it was last looked up, and the
figures it names. Nothing here is legal advice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word


class Rule(Word):
    """What the desk asks the law. Each has its own figures, named beside it."""

    LATE_INTEREST = "late_interest", "Interest on late payment to small and medium enterprises"
    PAYMENT_BY_PUBLIC = "payment_by_public", "When public bodies pay small and medium enterprises"
    PAYMENT_BY_LARGE = "payment_by_large", "When large enterprises pay small and medium enterprises"
    ACCEPTANCE_CLOCK = "acceptance_clock", "From when payment is due where goods are accepted first"
    DAMAGES = "damages", "When agreed damages are too high"
    EXCLUSIONS = "exclusions", "Which exclusions of liability are void"
    MIXED_RATES = "mixed_rates", "Which VAT rate applies to supplies that are not booked apart"
    SUPPLEMENTS = "supplements", "How far a public contract may be supplemented"
    PUBLIC_YEAR = "public_year", "The fiscal year of public bodies"
    CROSS_BORDER = "cross_border", "How personal information may leave the country"
    ENTRUSTMENT = "entrustment", "What is agreed where personal information is processed for somebody else"
    ENTRUSTMENT_RECORDS = "entrustment_records", "How long records of such processing are kept"
    KEPT_HERE = "kept_here", "Whose personal information stays in the country"
    BREACH_NOTICE = "breach_notice", "Whom to tell of a leak of personal information"
    STANDARD_TERMS = "standard_terms", "When terms drawn up by one side alone bind the other"
    DECLARATION = "declaration", "That we say at signing that we are a small or medium enterprise"
    UNDISPUTED = "undisputed", "That what nobody disputes is paid"
    EXCUSES = "excuses", "What is no reason to pay late"
    NON_CASH = "non_cash", "That nobody is made to take bills instead of money"
    CONFIRMATION = "confirmation", "When a debt to a small or medium enterprise is confirmed"
    INPUT_TAX = "input_tax", "Which VAT a buyer credits"
    SINGLE_SUPPLY = "single_supply", "Which VAT rate applies to one supply of several kinds"
    EXEMPT_ABROAD = "exempt_abroad", "What may leave the country without formalities"
    SENSITIVE = "sensitive", "What information is sensitive, and the separate consent to it"
    MINORS = "minors", "Who consents for children under fourteen"
    CONSENT_ABROAD = "consent_abroad", "What people are told and consent to before it leaves the country"
    IMPACT = "impact", "When the impact is assessed beforehand, and how long the report is kept"
    NETWORK_LOGS = "network_logs", "How long network logs are kept"
    FOREIGN_REQUESTS = "foreign_requests", "What authorities abroad may be given"
    DATA_FINES = "data_fines", "Fines for unlawful processing of personal information"
    FINANCE_PERSONAL = "finance_personal", "Personal financial information"
    FINANCE_GRADES = "finance_grades", "Grades of financial data"
    FINANCE_BUSINESS = "finance_business", "Data of the central bank's business fields"
    HEALTH_HERE = "health_here", "Where health information is stored"
    HEALTH_BIG = "health_big", "Health and medical big data"
    HEALTH_GUIDE = "health_guide", "The guide to health data security"
    DAMAGES_ADJUSTED = "damages_adjusted", "Whether parties may rule out that damages are adjusted"


class Named(Word):
    """A figure that a text names, with its unit."""

    PERCENT_A_DAY = "percent_a_day", "Interest a day, in percent"
    DAYS = "days", "Days to pay where nothing is agreed"
    MOST_DAYS = "most_days", "Days to pay at most"
    PERCENT_ABOVE_LOSS = "percent_above_loss", "Above the loss, in percent"
    PERCENT_OF_CONTRACT = "percent_of_contract", "Of the original contract, in percent"
    FIRST_MONTH = "first_month", "Begins in month"
    FIRST_DAY = "first_day", "Begins on day"
    LAST_MONTH = "last_month", "Ends in month"
    LAST_DAY = "last_day", "Ends on day"
    CONTRACT_PEOPLE = "contract_people", "People from whom on a contract or certification is asked"
    ASSESSMENT_PEOPLE = "assessment_people", "People from whom on an assessment is asked"
    CONTRACT_SENSITIVE = "contract_sensitive", "The same with sensitive information: contract or certification"
    ASSESSMENT_SENSITIVE = "assessment_sensitive", "The same with sensitive information: assessment"
    YEARS = "years", "Years at least"
    CONFIRM_DAYS = "confirm_days", "Days to confirm the debt"
    MONTHS = "months", "Months at least"
    MOST_FINE = "most_fine", "Fine at most, in yuan"
    PERCENT_OF_TURNOVER = "percent_of_turnover", "Or of the last year's turnover, in percent"


# The figures a rule must name to be of use.
FIGURES: Mapping[Rule, tuple[Named, ...]] = {
    Rule.LATE_INTEREST: (Named.PERCENT_A_DAY,),
    Rule.PAYMENT_BY_PUBLIC: (Named.DAYS, Named.MOST_DAYS),
    Rule.PAYMENT_BY_LARGE: (Named.DAYS,),
    Rule.ACCEPTANCE_CLOCK: (),
    Rule.DAMAGES: (Named.PERCENT_ABOVE_LOSS,),
    Rule.EXCLUSIONS: (),
    Rule.MIXED_RATES: (),
    Rule.SUPPLEMENTS: (Named.PERCENT_OF_CONTRACT,),
    Rule.PUBLIC_YEAR: (Named.FIRST_MONTH, Named.FIRST_DAY, Named.LAST_MONTH, Named.LAST_DAY),
    Rule.CROSS_BORDER: (
        Named.CONTRACT_PEOPLE,
        Named.ASSESSMENT_PEOPLE,
        Named.CONTRACT_SENSITIVE,
        Named.ASSESSMENT_SENSITIVE,
    ),
    Rule.ENTRUSTMENT: (),
    Rule.ENTRUSTMENT_RECORDS: (Named.YEARS,),
    Rule.KEPT_HERE: (),
    Rule.BREACH_NOTICE: (),
    Rule.STANDARD_TERMS: (),
    Rule.DECLARATION: (),
    Rule.UNDISPUTED: (),
    Rule.EXCUSES: (),
    Rule.NON_CASH: (),
    Rule.CONFIRMATION: (Named.CONFIRM_DAYS,),
    Rule.INPUT_TAX: (),
    Rule.SINGLE_SUPPLY: (),
    Rule.EXEMPT_ABROAD: (),
    Rule.SENSITIVE: (),
    Rule.MINORS: (),
    Rule.CONSENT_ABROAD: (),
    Rule.IMPACT: (Named.YEARS,),
    Rule.NETWORK_LOGS: (Named.MONTHS,),
    Rule.FOREIGN_REQUESTS: (),
    Rule.DATA_FINES: (Named.MOST_FINE, Named.PERCENT_OF_TURNOVER),
    Rule.FINANCE_PERSONAL: (),
    Rule.FINANCE_GRADES: (),
    Rule.FINANCE_BUSINESS: (),
    Rule.HEALTH_HERE: (),
    Rule.HEALTH_BIG: (),
    Rule.HEALTH_GUIDE: (),
    Rule.DAMAGES_ADJUSTED: (),
}


@dataclass(frozen=True, kw_only=True)
class Statute:
    """One rule as one text has it. `figures` are its numbers by the names in `FIGURES`; `checked_on` is None until
    somebody has read the text itself."""

    rule: Rule
    instrument: str
    article: str
    says: str
    in_force_from: date
    in_force_to: date | None
    checked_on: date | None
    source: str
    figures: Mapping[str, Decimal]

    def __post_init__(self) -> None:
        if set(self.figures) != set(FIGURES[self.rule]):
            raise Refusal("%(rule)s names these figures: %(figures)s.", rule=self.rule.label, figures=self._asked())

    def __getitem__(self, name: str) -> Decimal:
        return self.figures[name]

    def _asked(self) -> str:
        return ", ".join(FIGURES[self.rule]) or "–"

    def holds(self, day: date) -> bool:
        """Half-open: the day it ends on is the first it does not hold."""
        return self.in_force_from <= day and (self.in_force_to is None or day < self.in_force_to)


def in_force(statutes: Iterable[Statute], rule: Rule, day: date) -> Statute:
    """The text that answers on a day; refuses to guess where none is in force."""
    for statute in statutes:
        if statute.rule is rule and statute.holds(day):
            return statute
    raise Refusal(
        "No text on “%(rule)s” is in force on %(day)s: legal has to enter it first.",
        rule=rule.label,
        day=day.isoformat(),
    )
