"""What can become of something that is handed to somebody else's server, where it was not simply taken over."""


class NotSent(Exception):
    """The server was not reached, or said no: nothing went out."""


class InDoubt(Exception):
    """The connection broke while the server had it: it may have gone out."""
