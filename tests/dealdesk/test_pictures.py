"""Pages as pictures: each page of a document and no other, as wide as a phone needs it."""

from datetime import timedelta
from io import BytesIO
from time import sleep

import pikepdf
from PIL import Image

from dealdesk.pdf.pictures import A_WHILE, WIDTH, Album, picture
from tests.factories.paper import pdf
from tests.factories.stakeholders import NOW
from tests.threads import at_once


def test_every_page_is_a_picture_of_the_same_width_and_there_is_none_beyond_the_last() -> None:
    made = BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page(page_size=(595, 842))
        file.add_blank_page(page_size=(842, 595))
        file.save(made)
    drawn = [picture(made.getvalue(), number) for number in (1, 2)]
    sizes = [Image.open(BytesIO(one)).size for one in drawn if one]
    assert [(width, width > height) for width, height in sizes] == [(WIDTH, False), (WIDTH, True)]
    assert [picture(made.getvalue(), number) for number in (0, 3)] == [None, None]


class Asked:
    """A document that notes each time that its bytes are wanted."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> bytes:
        self.times += 1
        sleep(0.05)
        return pdf().content


def test_a_page_that_several_ask_for_at_once_is_drawn_once_and_kept_for_a_while() -> None:
    album, content = Album(), Asked()
    drawn = at_once(*[lambda: album.page("key", 1, content, NOW)] * 5)
    assert (len(set(drawn)), drawn[0][:3], content.times) == (1, b"\xff\xd8\xff", 1)
    album.page("key", 1, content, NOW + A_WHILE - timedelta(seconds=1))
    assert content.times == 1
    album.page("key", 1, content, NOW + A_WHILE)
    album.page("key", 1, content, NOW + A_WHILE)
    assert content.times == 2
    album.page("another key", 1, content, NOW + A_WHILE)
    assert (content.times, album.page("key", 2, content, NOW + A_WHILE)) == (3, None)


def test_an_album_holds_no_more_than_its_room_and_the_oldest_go_first() -> None:
    one = len(picture(pdf().content, 1) or b"")
    album, content = Album(room=2 * one), Asked()
    for key in "abc":
        album.page(key, 1, content, NOW)
    for key, times in (("c", 3), ("b", 3), ("a", 4)):
        album.page(key, 1, content, NOW)
        assert content.times == times
