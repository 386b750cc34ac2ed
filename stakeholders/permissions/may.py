"""Who may do what, in one table."""

from enum import StrEnum
from typing import TYPE_CHECKING

from stakeholders.domain.people import DECIDERS, Role
from stakeholders.permissions.asking import Asking

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Act(StrEnum):
    """Everything a person can do here. A route names one of these; what it means is said in MAY."""

    SEE_DESK = "see_desk"
    SEE_HELP = "see_help"
    MANAGE_PEOPLE = "manage_people"
    KEEP_VIEW = "keep_view"

    SEE_NOTICES = "see_notices"
    SEE_OUTBOX = "see_outbox"
    MANAGE_ROBOTS = "manage_robots"

    SEE_CUSTOMER = "see_customer"
    EDIT_CUSTOMER = "edit_customer"
    SEE_DEAL = "see_deal"
    CREATE_DEAL = "create_deal"
    EDIT_DEAL = "edit_deal"
    HAND_OVER_DEAL = "hand_over_deal"
    SEE_SEATS = "see_seats"
    EDIT_SEATS = "edit_seats"
    SEE_ENGAGEMENTS = "see_engagements"
    LOG_ENGAGEMENT = "log_engagement"
    SEE_PRIVACY = "see_privacy"
    SET_PRIVACY = "set_privacy"
    EXPORT_CONTACT = "export_contact"
    ERASE_CONTACT = "erase_contact"
    SEE_BUDGET = "see_budget"
    EDIT_BUDGET = "edit_budget"
    SEE_PLAN = "see_plan"
    EDIT_PLAN = "edit_plan"
    SEE_WORKDAYS = "see_workdays"
    IMPORT_WORKDAYS = "import_workdays"

    SEE_QUOTE = "see_quote"
    EDIT_QUOTE = "edit_quote"
    SUBMIT_VERSION = "submit_version"
    SEND_VERSION = "send_version"
    ACCEPT_VERSION = "accept_version"
    VOID_VERSION = "void_version"
    SEE_FLOOR = "see_floor"
    SEE_READINESS = "see_readiness"
    NOTE_VALUE = "note_value"
    SEE_CLAIMS = "see_claims"
    EDIT_CLAIMS = "edit_claims"
    SEE_TEXTS = "see_texts"
    EDIT_TEXTS = "edit_texts"
    APPROVE_WORDS = "approve_words"
    SEE_VALUE = "see_value"
    EDIT_VALUE = "edit_value"
    OVERRIDE_READINESS = "override_readiness"
    SEE_ROUNDS = "see_rounds"
    LOG_ROUND = "log_round"
    ERASE_ATTACHMENT = "erase_attachment"
    SEE_ISSUES = "see_issues"
    EDIT_ISSUES = "edit_issues"
    SEE_RIVALS = "see_rivals"
    EDIT_RIVALS = "edit_rivals"
    SEE_OUTCOMES = "see_outcomes"
    SEE_SITUATIONS = "see_situations"

    SEE_APPROVALS = "see_approvals"
    DECIDE_APPROVAL = "decide_approval"
    EXPORT_PROPOSAL = "export_proposal"
    RETRY_EXPORT = "retry_export"
    VERIFY_PAPER = "verify_paper"
    SHARE_PROPOSAL = "share_proposal"
    SEE_COACH = "see_coach"
    EDIT_COACH = "edit_coach"
    SEE_FUNDING = "see_funding"
    EDIT_FUNDING = "edit_funding"

    SEE_SLA = "see_sla"
    EDIT_SLA = "edit_sla"
    SEE_LAW = "see_law"
    EDIT_LAW = "edit_law"
    SEE_CLAUSES = "see_clauses"
    EDIT_CLAUSES = "edit_clauses"
    SEE_CHECKLIST = "see_checklist"
    EDIT_CHECKLIST = "edit_checklist"
    SEE_PAYMENT = "see_payment"
    SEE_OBLIGATIONS = "see_obligations"
    EDIT_OBLIGATIONS = "edit_obligations"
    EDIT_DELIVERED = "edit_delivered"
    SEE_HEALTH = "see_health"
    SEE_HEALTH_WEIGHTS = "see_health_weights"
    EDIT_HEALTH_WEIGHTS = "edit_health_weights"
    SEE_RENEWALS = "see_renewals"
    EDIT_PRICE_READINGS = "edit_price_readings"
    SEE_FOREWARNINGS = "see_forewarnings"
    EDIT_FOREWARNINGS = "edit_forewarnings"
    SEE_LOOKOUTS = "see_lookouts"
    EDIT_LOOKOUTS = "edit_lookouts"
    KEEP_DECLARATION = "keep_declaration"
    EDIT_PRIME_RATE = "edit_prime_rate"
    EDIT_INSTALMENTS = "edit_instalments"
    NOTE_RECEIPT = "note_receipt"
    EDIT_SUPPLEMENTS = "edit_supplements"
    JUDGE_CHECKLIST = "judge_checklist"
    SIGN_OFF_CONTRACT = "sign_off_contract"
    KEEP_SIGNED_COPY = "keep_signed_copy"

    SEE_USAGE = "see_usage"
    EDIT_USAGE = "edit_usage"
    SEE_BITRATES = "see_bitrates"
    EDIT_BITRATES = "edit_bitrates"

    SEE_PRICE_BOOK = "see_price_book"
    EDIT_PRICE_BOOK = "edit_price_book"
    SEE_LIST_FLOOR = "see_list_floor"
    SEE_COST = "see_cost"
    SET_COST_BASIS = "set_cost_basis"
    EDIT_COST_MODEL = "edit_cost_model"
    SEE_POLICY = "see_policy"
    EDIT_POLICY = "edit_policy"

    def permits(self, user: "Asking | AnonymousUser") -> bool:
        return user.is_authenticated and user.role in MAY[self]


S, P, M, L, F, D, A = Role.SALES, Role.PRESALES, Role.MANAGER, Role.LEGAL, Role.FINANCE, Role.DELIVERY, Role.ADMIN
EVERYONE = frozenset(Role)

# fmt: off
MAY: dict[Act, frozenset[Role]] = {
    Act.SEE_DESK:         EVERYONE,
    Act.SEE_HELP:         EVERYONE,
    Act.MANAGE_PEOPLE:    frozenset({A}),
    Act.KEEP_VIEW:        frozenset({S, P, M, L, F, D}),

    Act.SEE_NOTICES:      EVERYONE,
    Act.SEE_OUTBOX:       frozenset({A}),
    Act.MANAGE_ROBOTS:    frozenset({A}),

    Act.SEE_CUSTOMER:     frozenset({S, P, M, L, F, D}),
    Act.EDIT_CUSTOMER:    frozenset({S, M}),
    Act.SEE_DEAL:         frozenset({S, P, M, L, F, D}),
    Act.CREATE_DEAL:      frozenset({S, M}),
    Act.EDIT_DEAL:        frozenset({S, M}),
    Act.HAND_OVER_DEAL:   frozenset({M}),
    Act.SEE_SEATS:        frozenset({S, P, M}),
    Act.EDIT_SEATS:       frozenset({S, P, M}),
    Act.SEE_ENGAGEMENTS:  frozenset({S, P, M}),
    Act.LOG_ENGAGEMENT:   frozenset({S, P, M}),
    Act.SEE_PRIVACY:      frozenset({M, A}),
    Act.SET_PRIVACY:      frozenset({A}),
    Act.EXPORT_CONTACT:   frozenset({L}),
    Act.ERASE_CONTACT:    frozenset({M}),
    Act.SEE_BUDGET:       frozenset({S, P, M}),
    Act.EDIT_BUDGET:      frozenset({S, P, M}),
    Act.SEE_PLAN:         frozenset({S, P, M, L, F, D}),
    Act.EDIT_PLAN:        frozenset({S, P, M}),
    Act.SEE_WORKDAYS:     EVERYONE,
    Act.IMPORT_WORKDAYS:  frozenset({A}),

    Act.SEE_QUOTE:        frozenset({S, P, M, L, F, D}),
    Act.EDIT_QUOTE:       frozenset({S, P, M}),
    Act.SUBMIT_VERSION:   frozenset({S, M}),
    Act.SEND_VERSION:     frozenset({S, M}),
    Act.ACCEPT_VERSION:   frozenset({S, M}),
    Act.VOID_VERSION:     frozenset({S, M}),
    Act.SEE_FLOOR:        frozenset({P, M, F}),
    Act.SEE_READINESS:    frozenset({S, P, M}),
    Act.NOTE_VALUE:       frozenset({S, P, M}),
    Act.SEE_CLAIMS:       frozenset({S, P, M, L, F, D}),
    Act.EDIT_CLAIMS:      frozenset({P, M}),
    Act.SEE_TEXTS:        frozenset({S, P, M, L, F, D}),
    Act.EDIT_TEXTS:       frozenset({P, M, L}),
    Act.APPROVE_WORDS:    frozenset({M, L}),
    Act.SEE_VALUE:        frozenset({S, P, M}),
    Act.EDIT_VALUE:       frozenset({S, P, M}),
    Act.OVERRIDE_READINESS: frozenset({S, M}),
    Act.SEE_ROUNDS:       frozenset({S, P, M}),
    Act.LOG_ROUND:        frozenset({S, M}),
    Act.ERASE_ATTACHMENT: frozenset({M}),
    Act.SEE_ISSUES:       frozenset({S, P, M}),
    Act.EDIT_ISSUES:      frozenset({S, P, M}),
    Act.SEE_RIVALS:       frozenset({S, P, M}),
    Act.EDIT_RIVALS:      frozenset({S, M}),
    Act.SEE_OUTCOMES:     frozenset({S, P, M}),
    Act.SEE_SITUATIONS:   frozenset({S, P, M}),

    Act.SEE_APPROVALS:    frozenset({S, P, M, L, F, D}),
    Act.DECIDE_APPROVAL:  DECIDERS,
    Act.EXPORT_PROPOSAL:  frozenset({S, P, M}),
    Act.RETRY_EXPORT:     frozenset({A}),
    Act.VERIFY_PAPER:     frozenset({S, P, M, L, F, D}),
    Act.SHARE_PROPOSAL:   frozenset({S, P, M}),
    Act.SEE_COACH:        EVERYONE,
    Act.EDIT_COACH:       frozenset({A}),
    Act.SEE_FUNDING:      frozenset({S, P, M, F, A}),
    Act.EDIT_FUNDING:     frozenset({F}),

    Act.SEE_SLA:          frozenset({S, P, M, L, F, D}),
    Act.EDIT_SLA:         frozenset({L, D}),
    Act.SEE_LAW:          EVERYONE,
    Act.EDIT_LAW:         frozenset({L}),
    Act.SEE_CLAUSES:      EVERYONE,
    Act.EDIT_CLAUSES:     frozenset({L}),
    Act.SEE_CHECKLIST:    frozenset({S, P, M, L, F, D}),
    Act.EDIT_CHECKLIST:   frozenset({S, M, L, F, D}),
    Act.SEE_PAYMENT:      frozenset({S, P, M, L, F, D}),
    Act.SEE_OBLIGATIONS:  frozenset({S, P, M, L, F, D}),
    Act.EDIT_OBLIGATIONS: frozenset({S, M, L, F, D}),
    Act.EDIT_DELIVERED:   frozenset({S, P, M, D}),
    Act.SEE_HEALTH:       frozenset({S, P, M}),
    Act.SEE_HEALTH_WEIGHTS: EVERYONE,
    Act.EDIT_HEALTH_WEIGHTS: frozenset({A}),
    Act.SEE_RENEWALS:     frozenset({S, P, M, L, F, D}),
    Act.EDIT_PRICE_READINGS: frozenset({F}),
    Act.SEE_FOREWARNINGS: EVERYONE,
    Act.EDIT_FOREWARNINGS: frozenset({A}),
    Act.SEE_LOOKOUTS:     EVERYONE,
    Act.EDIT_LOOKOUTS:    frozenset({A}),
    Act.KEEP_DECLARATION: frozenset({S, M, L}),
    Act.EDIT_PRIME_RATE:  frozenset({F}),
    Act.EDIT_INSTALMENTS: frozenset({S, M, F}),
    Act.NOTE_RECEIPT:     frozenset({M, F}),
    Act.EDIT_SUPPLEMENTS: frozenset({S, M, L, F}),
    Act.JUDGE_CHECKLIST:  frozenset({L, F, D}),
    Act.SIGN_OFF_CONTRACT: DECIDERS,
    Act.KEEP_SIGNED_COPY: frozenset({S, M, L}),

    Act.SEE_USAGE:        frozenset({S, P, M, L, F, D}),
    Act.EDIT_USAGE:       frozenset({S, P, M}),
    Act.SEE_BITRATES:     EVERYONE,
    Act.EDIT_BITRATES:    frozenset({P, M, A}),

    Act.SEE_PRICE_BOOK:   EVERYONE,
    Act.EDIT_PRICE_BOOK:  frozenset({F, A}),
    Act.SEE_LIST_FLOOR:   frozenset({P, M, F, A}),
    Act.SEE_COST:         frozenset({P, M, F}),
    Act.SET_COST_BASIS:   frozenset({P, M}),
    Act.EDIT_COST_MODEL:  frozenset({F}),
    Act.SEE_POLICY:       EVERYONE,
    Act.EDIT_POLICY:      frozenset({A}),
}
# fmt: on

SIGNING_ROLES = frozenset({L, F, D})
