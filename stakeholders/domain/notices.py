"""What people are told of without asking: the kinds of notice, and the sentence and the page of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from dealdesk.kernel.words import Word


class NoticeKind(Word):
    APPROVAL_ASKED = "approval_asked", "An approval is asked of me"
    APPROVED = "approved", "My request was approved"
    REJECTED = "rejected", "My request was rejected"
    APPROVAL_WITHDRAWN = "approval_withdrawn", "A request to me needs no answer any more"
    QUESTION_ASKED = "question_asked", "A question about my request"
    QUESTION_ANSWERED = "question_answered", "An answer to my question"
    COUNTER_OFFERED = "counter_offered", "A counter-offer to my request"
    ESCALATED = "escalated", "A request that waited too long"
    OFFER_EXPIRES = "offer_expires", "My offer expires soon"
    ROUND_LOGGED = "round_logged", "A round was logged on my deal"


@dataclass(frozen=True)
class Telling:
    """The msgid of a notice, and the name of the route that shows what it is about.

    Its places are who did it and what the notice keeps: numbers of quotes and versions, and never a price, a customer's
    name or a reason. A notice travels by mail and into group chats, past every guard.
    """

    text: str
    route: str


# fmt: off
TELLINGS: Mapping[NoticeKind, Telling] = {
    NoticeKind.APPROVAL_ASKED:     Telling("%(who)s asks for approval: %(number)s V%(version)s", "quotes:approval"),
    NoticeKind.APPROVED:           Telling("%(who)s approved %(number)s V%(version)s", "quotes:approval"),
    NoticeKind.REJECTED:           Telling("%(who)s rejected %(number)s V%(version)s", "quotes:approval"),
    NoticeKind.APPROVAL_WITHDRAWN: Telling("%(number)s V%(version)s needs no approval any more", "quotes:approval"),
    NoticeKind.QUESTION_ASKED:     Telling("%(who)s asks about %(number)s V%(version)s", "quotes:approval"),
    NoticeKind.QUESTION_ANSWERED:  Telling("%(who)s answered about %(number)s V%(version)s", "quotes:approval"),
    NoticeKind.COUNTER_OFFERED:    Telling("%(who)s offers other terms for %(number)s V%(version)s", "quotes:approval"),
    NoticeKind.ESCALATED:          Telling("%(number)s V%(version)s has waited too long for approval",
                                           "quotes:approval"),
    NoticeKind.OFFER_EXPIRES:      Telling("%(number)s V%(version)s expires on %(day)s", "quotes:version"),
    NoticeKind.ROUND_LOGGED:       Telling("%(who)s logged a round on %(number)s", "quotes:negotiation"),
}
# fmt: on
