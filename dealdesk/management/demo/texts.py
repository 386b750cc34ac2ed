"""Texts of the house: each role writes those it answers for, and legal has written one anew."""

from datetime import datetime

from dealdesk.kernel.words import Told
from dealdesk.management.demo.people import read
from dealdesk.management.demo.times import day
from quotes.actions.texts import add_text, change_text
from quotes.domain.papers import Block
from stakeholders.models import User


def write(cast: dict[str, User], at: datetime) -> None:
    for told in read("texts")["texts"]:
        by, said = cast[told["by"]], Told(told["zh"], told["en"])
        entered = day(at, told["written"])
        text = add_text(block=Block(told["block"]), name=told["name"], said=said, by=by, at=entered)
        if anew := told.get("anew"):
            change_text(
                text=text,
                after=1,
                name=told["name"],
                said=Told(anew["zh"], anew["en"]),
                why=anew["why"],
                by=by,
                at=day(at, anew["written"]),
            )
