"""Which figures of an offer ask whose approval."""

from dealdesk.kernel.words import Word


class Figure(Word):
    """What a policy rule can look at; percentages are points, money is in the offer's currency and tax basis."""

    DISCOUNT_PERCENT = "discount_percent", "Discount off list"
    EFFECTIVE_DISCOUNT = "effective_discount", "Discount off list, free months included"
    BELOW_FLOOR_AMOUNT = "below_floor_amount", "Amount below the floor"
    BUNDLE_SAVING_PERCENT = "bundle_saving_percent", "Saving of the bundle"
    CREDIT_DAYS = "credit_days", "Credit days"
    PREPAY_PERCENT = "prepay_percent", "Prepayment"
    FREE_MONTHS = "free_months", "Free months"
    TERM_MONTHS = "term_months", "Term in months"
    SLA_AVAILABILITY = "sla_availability", "Promised availability"
    URGENT_MINUTES = "urgent_minutes", "Urgent response in minutes"
    NORMAL_MINUTES = "normal_minutes", "Normal response in minutes"
    GROSS_TOTAL = "gross_total", "Total with tax"


class Operator(Word):
    GT = "gt", "more than"
    GE = "ge", "at least"
    LT = "lt", "less than"
    LE = "le", "at most"


class Approver(Word):
    TEAM_MANAGER = "team_manager", "Team manager"
    UPPER_MANAGER = "upper_manager", "Manager above"
    FINANCE = "finance"
    LEGAL = "legal"
    DELIVERY = "delivery"
