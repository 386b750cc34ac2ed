"""A mail server for tests: just enough SMTP, keeping what it takes, as slow or as unkind as is asked."""

import socketserver
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread
from typing import Any, cast


class Postbox(socketserver.ThreadingTCPServer):
    """Takes letters; `answer` is what it says to each, after so many seconds before and after taking it."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, answer: str = "250 taken", before: float = 0, after: float = 0) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.answer, self.before, self.after = answer, before, after
        self.letters: list[EmailMessage] = []

    @property
    def url(self) -> str:
        return f"smtp+plain://127.0.0.1:{self.server_address[1]}"

    def copies(self) -> Counter[str]:
        """How often each letter came, by its number."""
        return Counter(str(letter["Message-ID"]) for letter in self.letters)


class Talk(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        postbox = cast(Postbox, self.server)
        self.say("220 postbox")
        for line in self.rfile:
            word = line[:4].strip().upper()
            if word == b"QUIT":
                return self.say("221 bye")
            if word != b"DATA":
                self.say("250 yes")
                continue
            self.say("354 go on")
            letter = self.letter()
            time.sleep(postbox.before)
            if postbox.answer.startswith("250"):
                postbox.letters.append(letter)
            time.sleep(postbox.after)
            if not postbox.answer:
                return None
            self.say(postbox.answer)
        return None

    def letter(self) -> EmailMessage:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".").replace(b"\r\n", b"\n"))
        return cast(EmailMessage, message_from_bytes(b"".join(lines), policy=policy.default))

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def postbox(**manner: Any) -> Iterator[Postbox]:
    with Postbox(**manner) as opened:
        Thread(target=opened.serve_forever, args=(0.05,), daemon=True).start()
        yield opened
        opened.shutdown()
