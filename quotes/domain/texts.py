"""Texts for documents: who of the house answers for the words of each place, and what keeps a copy of them a draft."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dealdesk.kernel.words import Word
from quotes.domain.papers import BINDING, Block, Composition, Passage, binding, printed
from quotes.domain.proposals import Kind
from stakeholders.domain.people import Role

# English takes more letters for the same.
LONGEST_ENGLISH = 4000
# Who writes the texts of the house for a place.
# fmt: off
OWNERS: dict[Block, Role] = {
    Block.NEEDS:      Role.PRESALES,
    Block.SOLUTION:   Role.PRESALES,
    Block.VALUE:      Role.PRESALES,
    Block.PRICES:     Role.MANAGER,
    Block.TERMS:      Role.MANAGER,
    Block.DATA:       Role.LEGAL,
    Block.LIABILITY:  Role.LEGAL,
    Block.REQUEST:    Role.MANAGER,
    Block.COMPARISON: Role.PRESALES,
    Block.OUTLAY:     Role.PRESALES,
    Block.ANSWERS:    Role.PRESALES,
    Block.CALENDAR:   Role.PRESALES,
}
# fmt: on


# Who reads what anybody writes there of their own where it binds: where presales tells what we do, a manager says
# whether we may promise it. Names, lines and their English are typed
# in the deal and the offer alone.
READERS: dict[Block, Role] = {
    **{block: Role.MANAGER if role is Role.PRESALES else role for block, role in OWNERS.items() if block in BINDING},
    Block.NAMES: Role.MANAGER,
    Block.LINES: Role.MANAGER,
    Block.ENGLISH: Role.MANAGER,
}


def places_of(role: str) -> tuple[Block, ...]:
    """What a role answers for, in the order of the sections."""
    return tuple(block for block, owner in OWNERS.items() if owner == role)


def read_by(role: str) -> tuple[Block, ...]:
    """Where a role reads what others write of their own."""
    return tuple(block for block, reader in READERS.items() if reader == role)


class HeldBack(Word):
    """Why a copy with these words is a draft, in words that say what to do."""

    REFUSED = "refused", "Words of your own in it are not approved: compose it with others."
    UNASKED = "unasked", "Nobody was asked about words of your own in it: order the file again."
    WAITING = "waiting", "Words of your own in it wait to be approved."
    RETIRED = "retired", "A standard text in it was retired: compose it with another."
    CHANGED = "changed", "A standard text in it must not leave any more: compose it with the new edition."
    TURNED_DOWN = (
        "turned_down",
        "Words typed in the deal or offer are not approved: rewrite them there, then order the file again.",
    )
    UNREAD = "unread", "Nobody has read words typed in the deal or offer: order the file again, and a manager is asked."
    UNREAD_YET = "unread_yet", "Words typed in the deal or offer wait to be read by a manager."


# Of these nothing need be said while the offer itself waits: whoever approves it reads them.
READ_WITH_THE_OFFER = frozenset({HeldBack.UNREAD, HeldBack.UNREAD_YET})
# These are nothing against a file that left with a price: the customer holds what it says.
UNSAID = frozenset({HeldBack.UNASKED, HeldBack.UNREAD, HeldBack.WAITING, HeldBack.UNREAD_YET})


@dataclass(frozen=True, kw_only=True)
class Read:
    """What is known of the words in a deal's documents: those that somebody typed by their key, approved or not or not
    yet (None); and the editions of the house whose text was retired, or that a later one `stopped`."""

    own: Mapping[str, bool | None]
    retired: frozenset[int] = frozenset()
    stopped: frozenset[int] = frozenset()


NOTHING_READ = Read(own={})


def held_back(
    kind: Kind,
    composition: Composition,
    content: str,
    read: Read,
    typed: Iterable[Passage] = (),
    *,
    has_left: bool = False,
) -> HeldBack | None:
    """For an offer with that content hash, and what is `typed` in its deal as the file says it; `has_left`: with a
    price, before. Of several reasons the one to mend first; None where nothing of its words keeps a copy a draft."""
    keys = [passage.key(content) for passage in binding(kind, composition)]
    told = [passage.key(content) for passage in typed]
    house = {one.edition for one in composition.house if one.block in printed(kind, composition)}
    found = {
        HeldBack.CHANGED: not house.isdisjoint(read.stopped),
        HeldBack.REFUSED: any(read.own.get(key) is False for key in keys),
        HeldBack.TURNED_DOWN: any(read.own.get(key) is False for key in told),
        HeldBack.UNASKED: any(key not in read.own for key in keys),
        HeldBack.UNREAD: any(key not in read.own for key in told),
        HeldBack.WAITING: any(read.own.get(key) is None for key in keys),
        HeldBack.UNREAD_YET: any(read.own.get(key) is None for key in told),
        HeldBack.RETIRED: not house.isdisjoint(read.retired),
    }
    return next((why for why, holds in found.items() if holds and not (has_left and why in UNSAID)), None)
