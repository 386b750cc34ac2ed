"""Pages as pictures: each page of a document and no other, as wide as a phone needs it."""

from io import BytesIO

import pikepdf
from PIL import Image

from dealdesk.pdf.pictures import WIDTH, picture


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
