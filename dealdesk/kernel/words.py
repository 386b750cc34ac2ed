"""Enumerated words and the English phrase each is translated from."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Word(StrEnum):
    """A stored word with its msgid: `SLA = "sla", "SLA"`, or the value read as a phrase where none is given."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label or value.replace("_", " ").capitalize()
        return word


def label(word: StrEnum) -> str:
    """The msgid of a word: its own `label` where one is given, else its name as a phrase."""
    own = getattr(word, "label", None)
    return own if isinstance(own, str) else word.name.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Told:
    """The same in both languages; where nobody wrote the English, the Chinese stands in for it."""

    zh: str
    en: str = ""

    def to(self, language: str) -> str:
        return self.zh if language.startswith("zh") or not self.en else self.en

    def beside(self, text: str) -> str:
        """The one of both that a text can be compared with: the English where the text has no Chinese in it."""
        return self.zh if CHINESE.search(text) or not self.en else self.en
