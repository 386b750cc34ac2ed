"""What a package holds, under names that every system takes."""

from io import BytesIO
from zipfile import ZipFile

from quotes.documents.batches import packed


def names(*told: str) -> list[str]:
    with ZipFile(BytesIO(packed(dict.fromkeys(told, b"%PDF"), (), "未导出.txt"))) as package:
        return package.namelist()


def test_a_name_is_one_on_windows_too_and_leads_into_no_folder() -> None:
    assert names('../甲:乙 "北方" <华东>?*|\\丙.pdf', "丁\u202efdp\x07.pdf", " 戊. ") == [
        "／甲：乙 ＂北方＂ ＜华东＞？＊｜＼丙.pdf",
        "丁fdp.pdf",
        "戊",
    ]


def test_what_did_not_leave_is_listed_for_excel_and_the_same_files_give_the_same_bytes() -> None:
    made = packed({"甲.pdf": b"%PDF"}, ("BJ-1 V1: 已作废",), "未导出.txt")
    assert made == packed({"甲.pdf": b"%PDF"}, ("BJ-1 V1: 已作废",), "未导出.txt")
    with ZipFile(BytesIO(made)) as package:
        assert package.read("未导出.txt") == "\ufeffBJ-1 V1: 已作废\r\n".encode()
