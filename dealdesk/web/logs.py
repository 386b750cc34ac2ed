"""What must not stand in a log: the address of a reader at the customer, which lets anybody read the offer."""

import logging
import re

# The path of a link, wherever a line quotes it: what follows up to the next slash is the token.
ADDRESS = re.compile(r"(/r/)[^/\s?#]+", re.IGNORECASE)


class WithoutTokens(logging.Filter):
    """On a handler rather than a logger, so that it sees what every library says of a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        told = record.getMessage()
        record.msg, record.args = ADDRESS.sub(r"\1…", told), ()
        return True
