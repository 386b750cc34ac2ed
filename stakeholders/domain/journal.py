"""What each act of the journal says to a reader: one sentence an act, in a table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dealdesk.kernel.words import Word
from stakeholders.domain.budgets.words import OutcomeKind, SignalKind
from stakeholders.domain.deals import Milestone, Stage
from stakeholders.domain.engagements import EngagementKind
from stakeholders.domain.robots import Vendor


@dataclass(frozen=True)
class Sentence:
    """The msgid of what somebody did. Its places are facts of the row: as they are, as words (or lists of words) that
    are translated, as money in the row's currency, or as numbers of contacts, whose names only the contacts hold."""

    text: str
    words: Mapping[str, type[Word]] = field(default_factory=dict)
    money: frozenset[str] = frozenset()
    contacts: frozenset[str] = frozenset()
    # What rows from before it was told mean by not telling it.
    usual: Mapping[str, Any] = field(default_factory=dict)


class DealFact(Word):
    """The facts of a deal that somebody can change, by column."""

    NAME = "name", "Deal name"
    CURRENCY = "currency"
    NEXT_STEP = "next_step"
    NEXT_STEP_ON = "next_step_on", "Date of the next step"
    BUDGET_FREEZE_ON = "budget_freeze_on", "Budget freeze"
    EXPECTED_CLOSE_ON = "expected_close_on", "Expected signature"
    NEEDS = "needs", "Customer needs"
    SOLUTION = "solution", "Our solution"
    COMPETITOR_NOTE = "competitor_note", "Competition"


class Listing(Word):
    """The lists that can be taken out of the desk as a file."""

    CUSTOMERS = "customers"
    DEALS = "deals"
    QUOTES = "quotes"


# How an engagement is told: what it was and with whom, never what was learned.
MET: dict[str, Any] = {"words": {"kind": EngagementKind}, "contacts": frozenset({"contacts"})}

SEATED = frozenset({"person", "other"})

# fmt: off
SENTENCES: dict[str, Sentence] = {
    "open_account":    Sentence("opened an account for %(name)s"),
    "change_person":   Sentence("changed the account of %(name)s"),
    "close_account":   Sentence("closed the account of %(name)s"),
    "log_in":          Sentence("logged in"),
    "change_password": Sentence("chose a new password"),
    "create_team":     Sentence("created the team %(name)s"),
    "change_team":     Sentence("changed the team %(name)s"),

    "export_list":     Sentence("exported the list %(list)s: %(rows)s rows", {"list": Listing}),

    "save_view":       Sentence("kept a view of the list %(list)s: %(name)s", {"list": Listing}),
    "remove_view":     Sentence("dropped a view of the list %(list)s: %(name)s", {"list": Listing}),

    "add_robot":       Sentence("let a %(vendor)s robot into the group of %(team)s", {"vendor": Vendor}),
    "remove_robot":    Sentence("removed the %(vendor)s robot of %(team)s", {"vendor": Vendor}),
    "save_wishes":     Sentence("chose what to be told of"),
    "send_again":      Sentence("sent a notice to %(person)s again"),

    "create_customer": Sentence("registered the customer %(name)s"),
    "change_customer": Sentence("changed the facts of %(name)s"),
    "add_contact":     Sentence("added the contact %(name)s", contacts=frozenset({"name"})),
    "change_contact":  Sentence("changed the contact %(name)s", contacts=frozenset({"name"})),
    "export_contact":  Sentence("exported all that is held about %(contact)s", contacts=frozenset({"contact"})),
    "erase_contact":   Sentence("erased %(contact)s", contacts=frozenset({"contact"})),
    "open_map":        Sentence("read what is noted about people in %(number)s"),
    "enter_privacy_policy": Sentence("entered a privacy policy: %(months)s months, from %(valid_from)s"),
    "forget_assessments": Sentence(
        "erased the assessments of %(people)s people, %(months)s months after the deal closed"
    ),

    "create_deal":     Sentence("opened deal %(number)s"),
    "change_deal":     Sentence("changed %(changed)s", {"changed": DealFact}),
    "move_deal":       Sentence("moved the deal from %(before)s to %(after)s", {"before": Stage, "after": Stage}),
    "advance_deal":    Sentence(
        "moved the deal on from %(before)s to %(after)s with %(because)s",
        {"before": Stage, "after": Stage, "because": Milestone},
    ),
    "hand_over_deal":  Sentence("handed the deal over from %(before)s to %(after)s"),
    "add_member":      Sentence("brought %(person)s onto the deal"),
    "remove_member":   Sentence("took %(person)s off the deal"),
    "add_seat":        Sentence("put %(person)s on the decision chain", contacts=SEATED),
    "change_seat":     Sentence("updated %(person)s on the decision chain", contacts=SEATED),
    "remove_seat":     Sentence("took %(person)s off the decision chain", contacts=SEATED),

    "begin_plan":       Sentence("drew up a plan to the signature"),
    "add_milestone":    Sentence("added %(name)s to the plan"),
    "change_milestone": Sentence("changed %(name)s in the plan"),
    "set_leads":        Sentence("gave lead times to %(milestones)s milestones"),
    "finish_milestone": Sentence("marked %(name)s as done"),
    "reopen_milestone": Sentence("opened %(name)s again"),
    "remove_milestone": Sentence("took %(name)s out of the plan"),

    "import_workdays":  Sentence("imported the working days of %(year)s"),
    "log_engagement":     Sentence("logged on %(held_on)s with %(contacts)s: %(kind)s", **MET),
    "correct_engagement": Sentence("corrected the entry of %(held_on)s with %(contacts)s: %(kind)s", **MET),
    "remove_engagement":  Sentence("removed the entry of %(held_on)s with %(contacts)s: %(kind)s", **MET),

    "add_budget_signal":      Sentence("added a budget signal: %(kind)s", {"kind": SignalKind}),
    "add_late_budget_signal": Sentence("added a budget signal after the freeze: %(kind)s", {"kind": SignalKind}),
    "change_budget_signal":   Sentence("changed a budget signal: %(kind)s", {"kind": SignalKind}),
    "remove_budget_signal":   Sentence("took a budget signal away: %(kind)s", {"kind": SignalKind}),
    "freeze_budget":          Sentence("froze the budget with %(number)s, from %(signals)s signals"),
    "record_budget_outcome":  Sentence("recorded what turned out: %(kind)s", {"kind": OutcomeKind}),
    "add_evidence":    Sentence("wrote down evidence on %(person)s", contacts=SEATED),
    "remove_evidence": Sentence("took back evidence on %(person)s", contacts=SEATED),
    "draw_line":       Sentence("drew a line between %(person)s and %(other)s", contacts=SEATED),
    "remove_line":     Sentence("took away a line between %(person)s and %(other)s", contacts=SEATED),
    "relate":          Sentence("said what %(colleague)s is to %(person)s", contacts=SEATED),
    "unrelate":        Sentence("took back what %(colleague)s is to %(person)s", contacts=SEATED),
}
# fmt: on

# A row that holds the name of somebody who was erased keeps its facts in the chain, and nobody is told them.
VEILED = Sentence("made a change about somebody who has been erased")

# An act without a sentence of its own still shows that something happened, and never its raw facts.
OTHERWISE = Sentence("made a change")
