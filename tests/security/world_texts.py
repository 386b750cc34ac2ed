"""What stands behind the addresses of texts of the house, and of words that wait to be read."""

from stakeholders.models import Deal, User
from tests.factories import texts


def written(deal: Deal, owner: User, writer: User) -> dict[str, int | str]:
    """A text that pre-sales answers for, and words that legal has to read."""
    text = texts.text(by=writer)
    return {"text": text.text_id, "words": texts.own(deal=deal, by=owner).pk}
