"""What each act about an offer says in a deal's timeline: one sentence an act, in a table."""

from typing import Any

from quotes.domain.amendments import Part
from quotes.domain.coach.advice import Hint
from quotes.domain.negotiation import Issue
from quotes.domain.proposals import Kind
from quotes.domain.readiness import Requirement
from stakeholders.domain.journal import SEATED, Sentence

TOTAL = frozenset({"total"})
# There was one document before there were several.
PAPER: dict[str, Any] = {"words": {"kind": Kind}, "usual": {"kind": Kind.PROPOSAL}}

# fmt: off
SENTENCES: dict[str, Sentence] = {
    "create_quote":       Sentence("made quote %(number)s: %(total)s", money=TOTAL),
    "change_lines":       Sentence("changed lines of %(number)s V%(version)s: %(total)s", money=TOTAL),
    "add_lines":          Sentence("added lines to %(number)s V%(version)s: %(total)s", money=TOTAL),
    "paste_lines":        Sentence("pasted into %(number)s V%(version)s: %(total)s", money=TOTAL),
    "duplicate_lines":    Sentence("duplicated lines of %(number)s V%(version)s: %(total)s", money=TOTAL),
    "move_line":          Sentence("moved a line of %(number)s V%(version)s"),
    "undo_edit":          Sentence("undid a change to %(number)s V%(version)s: %(total)s", money=TOTAL),
    "redo_edit":          Sentence("redid a change to %(number)s V%(version)s: %(total)s", money=TOTAL),
    "save_terms":         Sentence("changed the terms of %(number)s V%(version)s: %(total)s", money=TOTAL),
    "arrange_options":    Sentence("arranged options and columns of %(number)s V%(version)s: %(total)s", money=TOTAL),
    "recommend_column":   Sentence("recommended %(column)s in %(number)s V%(version)s: %(total)s", money=TOTAL),
    "next_version":       Sentence("began %(number)s V%(version)s from V%(based_on)s", money=TOTAL),
    "revise":             Sentence("revised %(number)s to V%(version)s: %(total)s", money=TOTAL),
    "discard_draft":      Sentence("discarded the draft V%(version)s of %(number)s"),
    "branch_version":     Sentence("began alternatives of %(number)s from V%(based_on)s: %(drafts)s"),
    "choose_branch":      Sentence("chose branch %(branch)s of %(number)s, V%(version)s: %(total)s", money=TOTAL),
    "renew_version":      Sentence("renewed %(number)s V%(based_on)s as V%(version)s: %(total)s", money=TOTAL),
    "send_version":       Sentence("sent %(number)s V%(version)s to the customer: %(total)s", money=TOTAL),
    "accept_version":     Sentence("noted that the customer accepted %(number)s V%(version)s: %(total)s", money=TOTAL),
    "void_version":       Sentence("made %(number)s V%(version)s void: %(reason)s"),

    "add_tariff":         Sentence("added the tariff %(name)s"),
    "remove_tariff":      Sentence("removed the tariff %(name)s"),
    "adopt_form":         Sentence("offered %(name)s in %(number)s V%(version)s: %(total)s", money=TOTAL),

    "note_value":         Sentence("noted that %(person)s acknowledged the value", contacts=SEATED),
    # Rows from before a word was given for one version.
    "pass_over":          Sentence("passed over %(passed)s before quoting: %(reason)s", {"passed": Requirement}),
    "pass_over_version":  Sentence("passed over %(passed)s for %(number)s V%(version)s: %(reason)s",
                                   {"passed": Requirement}),

    "log_round":          Sentence("logged round %(round)s of %(number)s: we offered %(offer)s",
                                   money=frozenset({"offer", "ask"})),
    "amend_round":        Sentence("amended round %(round)s of %(number)s: %(changed)s", words={"changed": Part}),
    "attach_files":       Sentence("attached %(files)s files to round %(round)s of %(number)s"),
    "download_attachment": Sentence("downloaded a file of round %(round)s of %(number)s"),
    "erase_attachment":   Sentence("erased a file of round %(round)s of %(number)s"),
    "set_aims":           Sentence("set the negotiation plan of %(number)s, revision %(revision)s"),
    "set_coach":          Sentence("set the coach: %(hint)s", words={"hint": Hint}),
    "add_funding_rate":   Sentence("entered what %(currency)s costs: %(points)s %% a year from %(valid_from)s"),
    "add_issue":          Sentence("put an issue on the table: %(issue)s", {"issue": Issue}),
    "change_issue":       Sentence("changed what an issue is worth: %(issue)s", {"issue": Issue}),
    "remove_issue":       Sentence("took an issue off the table: %(issue)s", {"issue": Issue}),
    "set_invoicing":      Sentence("said how the deal is invoiced"),
    "note_rival":         Sentence("noted an offer of %(rival)s"),
    "change_rival":       Sentence("changed what is known of the offer of %(rival)s"),
    "drop_rival":         Sentence("took the offer of %(rival)s off the list"),
    "attach_documents":   Sentence("attached %(files)s files to the offer of %(rival)s"),
    "download_document":  Sentence("downloaded a file of the offer of %(rival)s"),
    "erase_document":     Sentence("erased a file of the offer of %(rival)s"),
    "set_anchor":         Sentence("noted an anchor on %(number)s: %(amount)s", money=frozenset({"amount"})),

    "submit_version":     Sentence("submitted %(number)s V%(version)s: %(total)s", money=TOTAL),
    "approve_request":    Sentence("approved %(number)s V%(version)s: %(total)s", money=TOTAL),
    "reject_request":     Sentence("rejected %(number)s V%(version)s: %(total)s", money=TOTAL),
    "ask_question":       Sentence("asked a question about %(request)s"),
    "answer_question":    Sentence("answered a question about %(request)s"),
    "delegate":           Sentence("lets %(colleague)s decide on approvals from %(first)s until %(last)s"),
    "add_deadlines":      Sentence("set deadlines of approvals from %(valid_from)s on"),
    "let_lapse":          Sentence("the approval of %(request)s ran out: %(number)s V%(version)s"),
    "remind":             Sentence("%(request)s has waited long: its approvers were reminded"),
    "raise_step":         Sentence("%(request)s has waited too long: %(colleague)s may decide too"),
    "end_delegation":     Sentence("ended the delegation to %(colleague)s"),
    "come_back":          Sentence("decides on %(request)s again instead of %(colleague)s"),
    "hand_on":            Sentence("handed %(request)s on to %(colleague)s: %(reason)s"),
    "add_sign_off":       Sentence("asked for one more sign-off of %(request)s: %(reason)s"),
    "revoke_decision":    Sentence("took back the approval of %(request)s: %(reason)s"),
    "counter_request":    Sentence("answered %(request)s with %(number)s V%(version)s: %(total)s", money=TOTAL),
    "accepted_counter":   Sentence("accepted the conditions of %(colleague)s: %(number)s V%(version)s, %(total)s",
                                   money=TOTAL),
    "declined_counter":   Sentence("declined V%(counter)s, the answer to %(request)s"),
    "taken_back_counter": Sentence("took back V%(counter)s, the answer to %(request)s"),
    "withdraw_request":   Sentence("withdrew the request %(request)s"),
    "overtake_request":   Sentence("closed the request %(number)s: a newer version overtook it"),

    "request_export":     Sentence("asked for a file of %(number)s V%(version)s: %(kind)s", **PAPER),
    "finish_export":      Sentence("received a file of %(number)s V%(version)s: %(kind)s", **PAPER),
    "fail_export":        Sentence("did not get a file of %(number)s V%(version)s: %(kind)s", **PAPER),
    "download_proposal":  Sentence("downloaded a file of %(number)s V%(version)s: %(kind)s", **PAPER),

    "save_scenario":      Sentence("described the use “%(name)s”"),
    "revise_scenario":    Sentence("changed the use “%(name)s”, revision %(revision)s"),
    "remove_scenario":    Sentence("took the use “%(name)s” away"),
    "keep_series":        Sentence("uploaded the readings %(file)s as “%(name)s”"),
    "remove_series":      Sentence("took the readings “%(name)s” away"),
    "choose_usage":       Sentence("based %(number)s V%(version)s on the use “%(name)s”"),
    "add_bitrate":        Sentence("added the bitrate %(name)s"),
    "remove_bitrate":     Sentence("took the bitrate %(name)s away"),

    "create_product":     Sentence("added the product %(code)s"),
    "create_price_book":  Sentence("began the price list %(name)s"),
    "draft_price_book":   Sentence("drafted V%(version)s of the price list %(name)s"),
    "clone_price_book":   Sentence("drafted %(name)s V%(version)s from %(from)s V%(from_version)s, rate %(rate)s"),
    "offer_import":       Sentence("read %(file)s for the price list %(name)s"),
    "apply_import":       Sentence("took the prices of %(file)s over into %(name)s V%(version)s"),
    "export_prices":      Sentence("exported the price list %(name)s V%(version)s"),
    "discard_price_book": Sentence("discarded the draft V%(version)s of the price list %(name)s"),
    "save_prices":        Sentence("changed prices of %(name)s V%(version)s"),
    "save_meter":         Sentence("changed how %(code)s is counted in %(name)s V%(version)s"),
    "save_charge":        Sentence("changed how %(code)s is charged in %(name)s V%(version)s"),
    "save_bundle":        Sentence("changed the bundle %(name)s"),
    "remove_bundle":      Sentence("removed the bundle %(name)s"),
    "publish_price_book": Sentence("published V%(version)s of the price list %(name)s"),
    "choose_cost_model":  Sentence("holds the deal against the cost model %(name)s"),
    "create_cost_model":  Sentence("began the cost model %(name)s"),
    "draft_cost_model":   Sentence("drafted V%(version)s of the cost model %(name)s"),
    "clone_cost_model":   Sentence("began the cost model %(name)s from %(from)s V%(from_version)s"),
    "discard_cost_model": Sentence("discarded the draft V%(version)s of the cost model %(name)s"),
    "save_costs":         Sentence("changed unit costs of %(name)s V%(version)s"),
    "publish_cost_model": Sentence("published V%(version)s of the cost model %(name)s"),
    "draft_policy":       Sentence("drafted the policy %(name)s"),
    "discard_policy":     Sentence("discarded the draft policy %(name)s"),
    "save_rules":         Sentence("changed the rules of %(name)s"),
    "publish_policy":     Sentence("published the policy %(name)s"),
    "try_policy":         Sentence("tried the policy %(name)s on last year's offers"),
}
# fmt: on
