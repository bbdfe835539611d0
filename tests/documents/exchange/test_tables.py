"""Tables of other programs as rows of text."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiefang_tui.documents.exchange.tables import NoTable, read_table
from tests.documents.exchange.books import xlsx


def test_a_workbook_without_its_empty_rows(tmp_path: Path) -> None:
    rows: list[list[str | float]] = [["标题"], [], ["序号", "姓名\u3000"], [1, "周 敏_x000D_"], ["", "", ""]]
    assert list(read_table(xlsx(tmp_path / "a.xlsx", rows))) == [["标题"], ["序号", "姓名"], ["1", "周 敏"]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
@pytest.mark.parametrize("sign", [",", "\t"])
def test_texts_of_every_encoding(tmp_path: Path, encoding: str, sign: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"日期{sign}领导\r\n2027-1-4{sign}喆𠮷\r\n{sign}\r\n".encode(encoding))
    assert list(read_table(path)) == [["日期", "领导"], ["2027-1-4", "喆𠮷"]]


def test_what_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "a.ods").write_bytes(b"nothing")
    for name, said in (("a.ods", "读不出来"), ("b.xlsx", "没有找到"), (".", "没有找到")):
        with pytest.raises(NoTable, match=said):
            list(read_table(tmp_path / name))
