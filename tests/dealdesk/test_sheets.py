"""The one door to workbooks: what comes out, what is read back, and what is refused before it can do harm."""

import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from dealdesk.kernel.percent import Percent
from dealdesk.sheets import Broken, Caps, Cell, Column, Grid, Kind, Sheet, Unreadable, read, write

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
PRICED = [Column("编码"), Column("单价", Kind.PRICE), Column("税率", Kind.PERCENT), Column("起", Kind.DAY)]
SHEET = "xl/worksheets/sheet1.xml"
ROWS = "<row r='1'><c r='A1'><v>1</v></c></row>"


def written(rows: list[list[Cell]], columns: list[Column] | None = None) -> bytes:
    return write([Sheet("价目", columns or [Column("列") for _ in rows[0]], rows)], at=AT)


def built(fill: Callable[[Workbook, Any], None]) -> bytes:
    out = BytesIO()
    with Workbook(out) as book:
        fill(book, book.add_worksheet("表"))
    return out.getvalue()


def with_part(name: str, content: bytes | str, file: bytes | None = None, **options: Any) -> bytes:
    """A workbook in which one part was replaced or added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(file or written([["甲"]]))) as old, zipfile.ZipFile(out, "w", **options) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, content)
    return out.getvalue()


def worksheet(inside: str, before: str = "") -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return with_part(
        SHEET,
        f'<?xml version="1.0"?>{before}<worksheet xmlns="{main}"><sheetData>{inside}</sheetData></worksheet>',
        compression=zipfile.ZIP_DEFLATED,
    )


class TestWriting:
    def test_what_is_written_is_read_back(self) -> None:
        rows: list[list[Cell]] = [
            ["RTC-HD", Decimal("0.00000062"), Percent(Decimal(6)), date(2026, 1, 1)],
            ["0012", Decimal("-1.5"), Percent(Decimal("0.5")), None],
        ]
        assert read(written(rows, PRICED)) == (
            Grid("价目", (("编码", "单价", "税率", "起"), *(tuple(row) for row in rows))),
        )

    @pytest.mark.parametrize(
        "text", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1", "=cmd|'/C calc'!A0", "http://a.example"]
    )
    def test_a_text_never_becomes_a_formula_or_a_link(self, text: str) -> None:
        made = written([[text]])
        with zipfile.ZipFile(BytesIO(made)) as package:
            assert b"<f" not in package.read(SHEET)
            assert b"hyperlink" not in package.read(SHEET)
        assert read(made)[0].rows[1] == (text,)

    def test_a_text_like_a_formula_stays_one_when_its_cell_is_edited(self) -> None:
        with zipfile.ZipFile(BytesIO(written([["=1+1"]]))) as package:
            assert b'quotePrefix="1"' in package.read("xl/styles.xml")

    def test_a_number_too_long_for_a_spreadsheet_keeps_its_digits_as_text(self) -> None:
        assert read(written([[Decimal("123456789012.12345678")]]))[0].rows[1] == ("123456789012.12345678",)

    def test_the_same_input_gives_the_same_bytes(self) -> None:
        assert written([["甲", Decimal(1)]]) == written([["甲", Decimal(1)]])

    def test_the_file_names_no_person_and_no_moment_but_the_one_it_was_given(self) -> None:
        with zipfile.ZipFile(BytesIO(written([["甲"]]))) as package:
            told = package.read("docProps/core.xml").decode()
        assert "<dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>" in told
        assert "2026-11-24T10:00:00Z" in told

    def test_the_header_stays_in_sight_and_prose_has_none(self) -> None:
        prose = Sheet("说明", [Column("项"), Column("值")], [["币种", "CNY"]], header=False)
        made = write([Sheet("价目", PRICED, []), prose], at=AT)
        assert [grid.rows for grid in read(made)] == [(("编码", "单价", "税率", "起"),), (("币种", "CNY"),)]
        with zipfile.ZipFile(BytesIO(made)) as package:
            assert b'state="frozen"' in package.read(SHEET)
            assert b'state="frozen"' not in package.read("xl/worksheets/sheet2.xml")

    @given(
        st.lists(
            st.tuples(
                st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc")), max_size=40),
                st.decimals(min_value=0, max_value=10**12 - 1, places=8),
                st.decimals(min_value=0, max_value=100, places=8),
            ),
            max_size=5,
        )
    )
    def test_every_price_survives_the_way_out_and_in(self, told: list[tuple[str, Decimal, Decimal]]) -> None:
        rows: list[list[Cell]] = [[text, price, Percent(rate)] for text, price, rate in told]
        got = read(written(rows, PRICED[:3]))[0].rows[1:]
        assert [(text, Decimal(str(price)), rate) for text, price, rate in got] == [
            (text or None, price, Percent(rate)) for text, price, rate in told
        ]


class TestReading:
    def test_a_formula_is_its_last_value_and_one_without_a_value_is_broken(self) -> None:
        def fill(book: Workbook, sheet: Any) -> None:
            sheet.write_formula(0, 0, "=1+1", value=2)
            sheet.write_formula(0, 1, "=1+1", value="")
            sheet.write_formula(0, 2, "=1/0", value="#DIV/0!")
            sheet.write_formula(0, 3, '="a"', value="a")

        assert read(built(fill))[0].rows == ((Decimal(2), Broken("="), Broken("#DIV/0!"), "a"),)

    def test_a_percentage_is_told_from_a_ratio_by_how_its_cell_shows_it(self) -> None:
        def fill(book: Workbook, sheet: Any) -> None:
            sheet.write_number(0, 0, 0.06, book.add_format({"num_format": "0%"}))
            sheet.write_number(0, 1, 0.06, book.add_format({"num_format": "0.0##%"}))
            sheet.write_number(0, 2, 0.06)

        assert read(built(fill))[0].rows == ((Percent(Decimal(6)), Percent(Decimal(6)), Decimal("0.06")),)

    def test_noise_beyond_the_digits_a_spreadsheet_shows_is_dropped(self) -> None:
        assert read(built(lambda book, sheet: sheet.write_number(0, 0, 0.1 + 0.2)))[0].rows == ((Decimal("0.3"),),)

    def test_rows_and_columns_are_counted_as_the_spreadsheet_counts_them(self) -> None:
        assert read(built(lambda book, sheet: sheet.write_string(2, 1, "丙")))[0].rows == (
            (None, None),
            (None, None),
            (None, "丙"),
        )

    def test_merged_cells_are_named(self) -> None:
        grid = read(built(lambda book, sheet: sheet.merge_range(1, 1, 2, 3, "并")))[0]
        assert grid.merged == ((1, 1, 2, 3),)
        assert grid.rows == ((None, None), (None, "并"))

    def test_cells_that_are_only_coloured_do_not_count(self) -> None:
        def fill(book: Workbook, sheet: Any) -> None:
            sheet.write_string(0, 0, "甲")
            sheet.write_blank(1_000_000, 16_000, None, book.add_format({"bg_color": "red"}))

        assert read(built(fill))[0].rows == (("甲",),)

    @pytest.mark.parametrize("number", ["NaN", "1E400", "-INF"])
    def test_a_number_that_is_none_is_broken(self, number: str) -> None:
        (cell,) = read(worksheet(f"<row r='1'><c r='A1'><v>{number}</v></c></row>"))[0].rows[0]
        assert isinstance(cell, Broken)


class TestRefusing:
    @pytest.mark.parametrize(
        ("file", "said"),
        [
            (b"", "not an Excel workbook"),
            (b"code,price\n1,2", "not an Excel workbook"),
            (b"%PDF-1.7", "not an Excel workbook"),
            (b"<html><table>", "not an Excel workbook"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old .xls or is protected"),
            (b"PK\x03\x04" + b"\0" * 600, "damaged"),
            (b"PK\x03\x04" + b"x" * (6 << 20), "at most 5 MB"),
        ],
    )
    def test_what_is_no_workbook(self, file: bytes, said: str) -> None:
        with pytest.raises(Unreadable, match=said):
            read(file)

    def test_a_package_of_something_else(self) -> None:
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            package.writestr("word/document.xml", "<w/>")
        with pytest.raises(Unreadable, match="not an Excel workbook"):
            read(out.getvalue())

    def test_macros_whatever_the_name_of_the_file(self) -> None:
        with pytest.raises(Unreadable, match="holds macros"):
            read(with_part("xl/vbaProject.bin", b"x"))
        types = '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
        with pytest.raises(Unreadable, match="holds macros"):
            read(with_part("[Content_Types].xml", types))

    def test_a_password(self) -> None:
        file = bytearray(written([["甲"]]))
        at = file.index(b"PK\x01\x02")
        file[at + 8] |= 1
        with pytest.raises(Unreadable, match="protected by a password"):
            read(bytes(file))

    @pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_another_way_of_packing(self, packing: int) -> None:
        with pytest.raises(Unreadable, match="damaged"):
            read(with_part(SHEET, "x", compression=packing))

    def test_a_document_type(self) -> None:
        bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        with pytest.raises(Unreadable, match="document type"):
            read(worksheet("<row><c><v>&b;</v></c></row>", bomb))

    def test_a_part_that_is_no_xml(self) -> None:
        for broken in ("<worksheet>", "<a></b>", b"\xff\xfe<\0a\0>\0", ""):
            with pytest.raises(Unreadable, match="damaged"):
                read(with_part(SHEET, broken))

    def test_more_than_the_caps_allow(self) -> None:
        file = written([["甲", "乙"], ["丙", "一二三四五"]])
        assert len(read(file, Caps(rows=3, columns=2, cells=6, text=5))[0].rows) == 3
        for caps, said in (
            (Caps(packed=1000), "at most 0 MB"),
            (Caps(unpacked=500), "too much"),
            (Caps(sheets=0), "too much"),
            (Caps(rows=2), "at most 2 rows"),
            (Caps(columns=1), "at most 1 columns"),
            (Caps(cells=5), "too much"),
            (Caps(text=4), "more than 4 characters.*一二三四五"),
            (Caps(characters=9), "too much"),
        ):
            with pytest.raises(Unreadable, match=said):
                read(file, caps)

    @pytest.mark.parametrize("place", ["XFD1", "A1048576", "XFD1048576", "ZZZ9999999"])
    def test_a_cell_at_the_far_end_reserves_nothing(self, place: str) -> None:
        with pytest.raises(Unreadable, match="at most"):
            read(worksheet(f"<row r='1'><c r='A1'><v>1</v></c></row><row><c r='{place}'><v>1</v></c></row>"))

    def test_rows_that_do_not_say_where_they_are_count_too(self) -> None:
        assert len(read(worksheet("<row><c><v>1</v></c></row>" * 5))[0].rows) == 5
        with pytest.raises(Unreadable, match="at most 4 rows"):
            read(worksheet("<row><c><v>1</v></c></row>" * 5), Caps(rows=4))

    def test_one_long_text_shown_by_many_cells(self) -> None:
        with pytest.raises(Unreadable, match="too much"):
            read(written([["长" * 2000] * 60] * 100))


class TestBombs:
    def test_a_small_file_that_unpacks_to_half_a_gigabyte_is_refused_at_once(self) -> None:
        bomb = with_part(SHEET, b"<a>" + b" " * (200 << 20), compression=zipfile.ZIP_DEFLATED)
        assert len(bomb) < 1 << 20
        tracemalloc.start()
        with pytest.raises(Unreadable, match="too much"):
            read(bomb)
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
        tracemalloc.stop()

    def test_one_that_lies_about_its_size(self) -> None:
        bomb = bytearray(with_part(SHEET, b"<a>" + b" " * (100 << 20), compression=zipfile.ZIP_DEFLATED))
        at = bomb.rindex(SHEET.encode()) - 46
        bomb[at + 24 : at + 28] = (1000).to_bytes(4, "little")
        with pytest.raises(Unreadable, match="damaged"):
            read(bytes(bomb))

    def test_ten_thousand_parts(self) -> None:
        out = BytesIO(written([["甲"]]))
        with zipfile.ZipFile(out, "a") as package:
            for number in range(10_000):
                package.writestr(f"xl/media/{number}.png", b"")
        with pytest.raises(Unreadable, match="too many parts"):
            read(out.getvalue())

    def test_two_parts_of_one_name(self) -> None:
        out = BytesIO(written([["甲"]]))
        with zipfile.ZipFile(out, "a") as package:
            package.writestr("XL/Worksheets/SHEET1.xml", "<a/>")
        with pytest.raises(Unreadable, match="damaged"):
            read(out.getvalue())


GOOD = written([["甲", Decimal(1)], ["乙", Decimal(2)]])


class TestFuzz:
    """Whatever comes in: rows, or a sentence."""

    @given(st.integers(0, len(GOOD)))
    def test_a_file_that_was_cut_off(self, length: int) -> None:
        assert rows_or_sentence(GOOD[:length])

    @given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=20))
    def test_a_file_with_bytes_turned(self, turned: list[tuple[int, int]]) -> None:
        file = bytearray(GOOD)
        for at, byte in turned:
            file[at] = byte
        assert rows_or_sentence(bytes(file))

    @given(st.binary(max_size=2000))
    def test_bytes_of_no_kind(self, noise: bytes) -> None:
        assert rows_or_sentence(b"PK\x03\x04" + noise)
        assert rows_or_sentence(noise)

    @given(
        st.sampled_from(
            [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"]
        ),
        st.data(),
    )
    def test_parts_with_pieces_moved_about(self, name: str, data: st.DataObject) -> None:
        with zipfile.ZipFile(BytesIO(GOOD)) as package:
            part = package.read(name).decode()
        one, other = sorted([data.draw(st.integers(0, len(part))), data.draw(st.integers(0, len(part)))])
        instead = data.draw(
            st.sampled_from(["", "0", "99999999999", "A1:XFD1048576", "</v>", "<f>1</f>", "-1", "s", "\u2028"])
        )
        assert rows_or_sentence(with_part(name, part[:one] + instead + part[other:], GOOD))

    @given(
        st.lists(
            st.sampled_from(
                [
                    "<row>",
                    "</row>",
                    "<row r='0'>",
                    "<row r='3'>",
                    "<c>",
                    "<c r='B2'>",
                    "<c r='A1' t='s'>",
                    "<c t='b'>",
                    "<c t='e'>",
                    "<c t='d'>",
                    "<c t='inlineStr'>",
                    "<c s='7'>",
                    "</c>",
                    "<v>",
                    "</v>",
                    "<is><t>",
                    "</t></is>",
                    "<f>",
                    "</f>",
                    "1",
                    "x",
                    "-5",
                    "1E400",
                    "2026-13-45",
                    "9" * 30,
                    "<mergeCell ref='A1:B2'/>",
                ]
            ),
            max_size=30,
        )
    )
    def test_sheets_of_any_elements(self, pieces: list[str]) -> None:
        assert rows_or_sentence(worksheet("".join(pieces)))
        assert rows_or_sentence(worksheet(f"<row><c>{''.join(pieces)}</c></row>"))


def rows_or_sentence(file: bytes) -> bool:
    try:
        return isinstance(read(file), tuple)
    except Unreadable as refusal:
        return bool(str(refusal))


def test_the_engine_is_never_given_what_was_not_counted() -> None:
    """A part beside the needed ones stays packed, whatever it holds."""
    extra = zlib.compress(b"x" * 100)
    assert read(with_part("xl/media/image1.png", extra)) == read(written([["甲"]]))
