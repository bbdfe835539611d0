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


def test_a_quote_that_is_not_closed_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for rows in (3, 30_000):
        path.write_text('户主,组\n"张三,一组\n' + "李四,一组\n" * rows, encoding="utf-8")
        with pytest.raises(NoTable, match="第2行的引号不成对"):
            list(read_table(path))
    path.write_text('户主,组\n"张三\n(东)",一组\n', encoding="utf-8")
    assert list(read_table(path))[1] == ["张三 (东)", "一组"]


def test_a_name_that_no_file_can_have_is_no_file(tmp_path: Path) -> None:
    for name in (f"{'户' * 120}.xlsx", "a\0.xlsx"):
        with pytest.raises(NoTable, match="没有找到"):
            list(read_table(tmp_path / name))


def test_a_sum_without_the_noise_of_binary(tmp_path: Path) -> None:
    assert list(read_table(xlsx(tmp_path / "a.xlsx", [[0.1 + 0.2, 1234.5, 7.0]]))) == [["0.3", "1234.5", "7"]]


def test_what_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "a.ods").write_bytes(b"nothing")
    for name, said in (("a.ods", "读不出来"), ("b.xlsx", "没有找到"), (".", "没有找到")):
        with pytest.raises(NoTable, match=said):
            list(read_table(tmp_path / name))
