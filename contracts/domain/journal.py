"""What each act on what we sign says in a timeline: one sentence an act, in a table."""

from contracts.domain.statutes import Rule
from stakeholders.domain.journal import Sentence

SENTENCES: dict[str, Sentence] = {
    "add_statute": Sentence("entered a text on “%(rule)s”: %(text)s, from %(day)s", words={"rule": Rule}),
    "check_statute": Sentence("looked up %(text)s again"),
}
