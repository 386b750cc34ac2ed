"""What people are told of without asking: the kinds of notice with their sentences, and the life of a delivery."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from dealdesk.kernel.words import Word
from dealdesk.kernel.workdays import WorkCalendar


class NoticeKind(Word):
    APPROVAL_ASKED = "approval_asked", "An approval is asked of me"
    APPROVED = "approved", "My request was approved"
    REJECTED = "rejected", "My request was rejected"
    APPROVAL_WITHDRAWN = "approval_withdrawn", "A request to me needs no answer any more"
    QUESTION_ASKED = "question_asked", "A question about my request"
    QUESTION_ANSWERED = "question_answered", "An answer to my question"
    COUNTER_OFFERED = "counter_offered", "A counter-offer to my request"
    APPROVAL_LAPSED = "approval_lapsed", "An approval of mine ran out"
    REMINDED = "reminded", "A request that waits for me"
    ESCALATED = "escalated", "A request that waited too long"
    OFFER_EXPIRES = "offer_expires", "My offer expires soon"
    ROUND_LOGGED = "round_logged", "A round was logged on my deal"
    OBLIGATION_DUE = "obligation_due", "An obligation of mine is due soon"
    SIGN_OFF_ASKED = "sign_off_asked", "A contract is mine to sign off"
    SIGN_OFF_ANEW = "sign_off_anew", "A contract is mine to sign off again"
    SIGN_OFF_REFUSED = "sign_off_refused", "A sign-off of my contract was refused"
    SIGN_OFF_TAKEN = "sign_off_taken", "A sign-off of my contract was taken back"
    SIGNED_OFF = "signed_off", "Everybody signed my contract off"
    WORDS_ASKED = "words_asked", "Words of a document are mine to read"
    WORDS_APPROVED = "words_approved", "My words in a document were approved"
    WORDS_REFUSED = "words_refused", "My words in a document were not approved"
    WORDS_TAKEN_BACK = "words_taken_back", "The approval of my words in a document was taken back"
    TEXT_STOPPED = "text_stopped", "A text in a file of mine must not leave any more"
    CLAIM_ENDS = "claim_ends", "A claim that I look after ends soon"
    LINK_OPENED = "link_opened", "A reader opened a link of mine"
    LINK_LEFT = "link_left", "Somebody who left made a link that still opens"


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
    NoticeKind.APPROVAL_LAPSED:    Telling("The approval of %(number)s V%(version)s ran out", "quotes:approval"),
    NoticeKind.REMINDED:           Telling("%(number)s V%(version)s still waits for approval", "quotes:approval"),
    NoticeKind.ESCALATED:          Telling("%(number)s V%(version)s has waited too long for approval",
                                           "quotes:approval"),
    NoticeKind.OFFER_EXPIRES:      Telling("%(number)s V%(version)s expires on %(day)s", "quotes:version"),
    NoticeKind.ROUND_LOGGED:       Telling("%(who)s logged a round on %(number)s", "quotes:negotiation"),
    NoticeKind.OBLIGATION_DUE:     Telling("An obligation in %(number)s is due on %(day)s", "contracts:obligation"),
    NoticeKind.SIGN_OFF_ASKED:     Telling("%(who)s asks you to sign off the contract of %(number)s",
                                           "contracts:signoffs"),
    NoticeKind.SIGN_OFF_ANEW:      Telling("The contract of %(number)s waits for your word again",
                                           "contracts:signoffs"),
    NoticeKind.SIGN_OFF_REFUSED:   Telling("%(who)s refused to sign off the contract of %(number)s",
                                           "contracts:signoffs"),
    NoticeKind.SIGN_OFF_TAKEN:     Telling("%(who)s took back the sign-off of the contract of %(number)s",
                                           "contracts:signoffs"),
    NoticeKind.SIGNED_OFF:         Telling("The contract of %(number)s is signed off by everybody",
                                           "contracts:signing"),
    NoticeKind.WORDS_ASKED:        Telling("%(who)s asks you to read words for documents of %(number)s",
                                           "quotes:words_one"),
    NoticeKind.WORDS_APPROVED:     Telling("%(who)s approved your words for documents of %(number)s", "quotes:deal"),
    NoticeKind.WORDS_REFUSED:      Telling("%(who)s did not approve your words for documents of %(number)s",
                                           "quotes:deal"),
    NoticeKind.WORDS_TAKEN_BACK:   Telling("%(who)s took back the approval of your words for documents of %(number)s",
                                           "quotes:deal"),
    NoticeKind.TEXT_STOPPED:       Telling("A text in a file of %(number)s V%(version)s must not leave any more: "
                                           "order it again", "quotes:proposal"),
    NoticeKind.CLAIM_ENDS:         Telling("The claim “%(claim)s” may be told until %(day)s: measure it again",
                                           "quotes:claim"),
    NoticeKind.LINK_OPENED:        Telling("The link to %(number)s V%(version)s was opened", "quotes:links"),
    NoticeKind.LINK_LEFT:          Telling("A link to %(number)s V%(version)s goes on opening, and its maker has left",
                                           "quotes:links"),
}
# fmt: on
# These are about no deal.
OF_THE_HOUSE = (NoticeKind.CLAIM_ENDS,)


# What is said in a team's group chat unless somebody wants it otherwise: what others there could do as well.
SAID_IN_GROUP = (NoticeKind.APPROVAL_ASKED, NoticeKind.ESCALATED)


class Way(Word):
    """How a notice travels out of the desk; the inbox has it in any case."""

    MAIL = "mail", "E-mail"
    ROBOT = "robot", "Group robot"


@dataclass(frozen=True)
class Hours:
    """When somebody wants to be told: on working days, from one hour until before another."""

    start: time
    end: time

    def opens(self, at: datetime, calendar: WorkCalendar) -> datetime:
        """The moment itself where it lies in the hours, else the next at which they begin.

        `at` is local time with its zone; `calendar` reaches as far as the longest holidays.
        """
        if calendar.is_workday(at.date()):
            if self.start <= at.time() < self.end:
                return at
            if at.time() < self.start:
                return datetime.combine(at.date(), self.start, at.tzinfo)
        return datetime.combine(calendar.after(at.date(), 1), self.start, at.tzinfo)


class DeliveryState(Word):
    WAITING = "waiting", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Not sent"
    IN_DOUBT = "in_doubt", "Perhaps sent"


MOVES: dict[DeliveryState, frozenset[DeliveryState]] = {
    DeliveryState.WAITING: frozenset({DeliveryState.SENDING}),
    # Back to waiting only where it is known that nothing went out. A worker that died while sending leaves a doubt:
    # the same notice twice is worse than one that an administrator looks at.
    DeliveryState.SENDING: frozenset(
        {DeliveryState.SENT, DeliveryState.WAITING, DeliveryState.FAILED, DeliveryState.IN_DOUBT}
    ),
    DeliveryState.SENT: frozenset(),
    # Sent again by an administrator; and a worker that was only slow still says that it was sent.
    DeliveryState.FAILED: frozenset({DeliveryState.WAITING}),
    DeliveryState.IN_DOUBT: frozenset({DeliveryState.WAITING, DeliveryState.SENT}),
}

# So often is a delivery tried that was refused; then an administrator has to look.
ATTEMPTS = 5


def again_at(at: datetime, attempts: int) -> datetime | None:
    """When a refused delivery is tried next: 1, 4, 16 and 64 minutes later, then not again by itself (None).

    `attempts` counts those made, from 1 on.
    """
    return at + timedelta(minutes=4 ** (attempts - 1)) if attempts < ATTEMPTS else None
