"""What stands behind the addresses of texts of the house, and of words that wait to be read."""

from quotes.actions.texts import decide_words
from quotes.domain.papers import Block, Passage
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User
from tests.factories import texts
from tests.factories.stakeholders import NOW


def written(deal: Deal, owner: User, writer: User) -> dict[str, int | str]:
    """A text that pre-sales answers for, words that legal has to read, and words that legal approved."""
    text, lawyer = texts.text(by=writer), User.objects.filter(role=Role.LEGAL).earliest("pk")
    agreed = texts.own(deal=deal, by=owner, passage=Passage(Block.DATA, "录制保存两年。"))
    decide_words(words=agreed, is_approved=True, because="", by=lawyer, at=NOW)
    return {"text": text.text_id, "words": texts.own(deal=deal, by=owner).pk, "agreed_words": agreed.pk}
