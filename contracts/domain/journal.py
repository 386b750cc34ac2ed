"""What each act on what we sign says in a timeline: one sentence an act, in a table."""

from contracts.domain.checklists.words import FileKind, ItemState
from contracts.domain.data.routes import Route
from contracts.domain.delivered import PromiseKind
from contracts.domain.liability.words import Basis
from contracts.domain.obligations.words import ObligationKind, ObligationState
from contracts.domain.payment import OwnSize
from contracts.domain.sla.experience import Metric
from contracts.domain.statutes import Rule
from stakeholders.domain.journal import Sentence
from stakeholders.domain.people import Role

SENTENCES: dict[str, Sentence] = {
    "keep_incidents": Sentence("uploaded the incidents “%(name)s”: %(incidents)s from %(first)s to %(last)s"),
    "add_wording": Sentence("entered how a contract words availability: %(name)s"),
    "retire_wording": Sentence("retired the wording %(name)s"),
    "add_statute": Sentence("entered a text on “%(rule)s”: %(text)s, from %(day)s", words={"rule": Rule}),
    "make_checklist": Sentence("made checklist %(number)s of the contract from %(version)s: %(items)s clauses"),
    "change_item": Sentence("noted what the contract says of “%(title)s”: %(state)s", words={"state": ItemState}),
    "order_checklist": Sentence("asked for checklist %(number)s of the contract as a PDF"),
    "finish_checklist": Sentence("received checklist %(number)s of the contract as a PDF"),
    "fail_checklist": Sentence("did not get checklist %(number)s of the contract as a PDF"),
    "take_checklist": Sentence(
        "took checklist %(number)s of the contract out as a file: %(format)s", words={"format": FileKind}
    ),
    "answer_data": Sentence("answered about the data, edition %(edition)s: %(route)s", words={"route": Route}),
    "enter_transfer": Sentence("entered what left the country on %(day)s: %(people)s people and %(sensitive)s"),
    "withdraw_transfer": Sentence("took back the transfer of %(day)s"),
    "add_promise": Sentence("noted a promise of experience: %(metric)s", words={"metric": Metric}),
    "strike_promise": Sentence("struck out a promise of experience: %(metric)s", words={"metric": Metric}),
    "note_liability": Sentence("noted the liability, edition %(edition)s: %(basis)s", words={"basis": Basis}),
    "judge_rest": Sentence("said that %(items)s clauses of checklist %(number)s are as we would write them"),
    "ask_sign_offs": Sentence("asked for sign-offs of checklist %(number)s"),
    "ask_for_the_day": Sentence(
        "data was signed off as “%(then)s” and is “%(now)s” by now: it is asked for anew",
        words={"then": Route, "now": Route},
    ),
    "sign_off": Sentence("signed checklist %(number)s off for %(role)s", words={"role": Role}),
    "refuse_sign_off": Sentence("refused to sign checklist %(number)s off for %(role)s", words={"role": Role}),
    "take_back_sign_off": Sentence("took the sign-off of %(role)s back", words={"role": Role}),
    "keep_signed_copy": Sentence("stored a signed copy of the contract: SHA-256 %(sha256)s"),
    "download_signed_copy": Sentence("took the signed copy of the contract: SHA-256 %(sha256)s"),
    "erase_signed_copy": Sentence("erased a signed copy of the contract: SHA-256 %(sha256)s"),
    "add_clause": Sentence("put the clause “%(title)s” into the library, from %(day)s"),
    "change_clause": Sentence("changed the clause “%(title)s”: V%(number)s from %(day)s"),
    "retire_clause": Sentence("retired the clause “%(title)s” from %(day)s on"),
    "begin_life": Sentence("took over what follows from the contract until %(until)s: %(obligations)s obligations"),
    "change_life": Sentence("entered what the contract says of its life, until %(until)s: %(obligations)s obligations"),
    "follow_instalments": Sentence("moved the payments with their instalments: %(obligations)s obligations"),
    "add_obligation": Sentence("entered an obligation: %(kind)s, %(day)s", words={"kind": ObligationKind}),
    "change_obligation": Sentence("changed an obligation: %(kind)s, %(day)s", words={"kind": ObligationKind}),
    "settle_obligation": Sentence(
        "settled an obligation: %(kind)s, %(state)s", words={"kind": ObligationKind, "state": ObligationState}
    ),
    "reopen_obligation": Sentence("took an obligation up again: %(kind)s", words={"kind": ObligationKind}),
    "take_promises": Sentence("took over %(promises)s promised figures from the offer"),
    "choose_wording": Sentence("said how the contract words its availability: %(name)s"),
    "open_claim": Sentence("entered that what %(month)s gives back is claimed by %(day)s"),
    "add_pledge": Sentence("entered a promise: %(kind)s %(figure)s", words={"kind": PromiseKind}),
    "note_delivered": Sentence(
        "noted what was delivered in %(month)s: %(kind)s %(figure)s", words={"kind": PromiseKind}
    ),
    "add_health_weights": Sentence("set the weights of customer health, from %(valid_from)s"),
    "begin_renewal": Sentence("began the renewal in %(number)s, dearer by %(points)s points"),
    "add_price_reading": Sentence("entered consumer prices of %(month)s: %(points)s points"),
    "add_lookout": Sentence("set how far ahead we look: %(workdays)s working days, %(days)s days, from %(valid_from)s"),
    "add_prime_rate": Sentence("entered the one-year LPR: %(points)s %% from %(valid_from)s"),
    "keep_declaration": Sentence("kept that we told the customer on %(day)s: %(size)s", words={"size": OwnSize}),
    "take_declaration": Sentence("took out the declaration of our size"),
    "plan_instalments": Sentence("took %(count)s instalments from %(version)s"),
    "add_instalment": Sentence("added instalment %(position)s of %(amount)s"),
    "change_instalment": Sentence("changed instalment %(position)s of %(amount)s"),
    "drop_instalment": Sentence("took out instalment %(position)s of %(amount)s"),
    "note_receipt": Sentence("noted %(currency)s %(amount)s received on %(day)s"),
    "withdraw_receipt": Sentence("took back the %(currency)s %(amount)s noted for %(day)s"),
    "add_supplement": Sentence("added a supplement of %(currency)s %(amount)s"),
    "drop_supplement": Sentence("took out a supplement of %(currency)s %(amount)s"),
    "check_statute": Sentence("looked up %(text)s again"),
}
