"""The keyboard takes any byte, and a terminal that has gone is left."""

from __future__ import annotations

from typing import Any

import pytest

from jiefang_tui.ui.desk.terminal_driver import KeyParser, Output, decoder_for


@pytest.mark.parametrize(
    ("encoding", "data", "text"),
    [
        ("utf-8", "张三".encode(), "张三"),
        ("utf-8", b"\xff", ""),
        ("UTF-8", b"a\xffb\x1b[A", "ab\x1b[A"),
        ("gbk", "张三".encode("gbk"), "张三"),
        ("GB2312", "镕".encode("gb18030"), "镕"),
        ("ANSI_X3.4-1968", "张三".encode(), "张三"),
        ("", "张三".encode(), "张三"),
        ("no such thing", "张三".encode(), "张三"),
    ],
)
def test_bytes_are_decoded_as_the_terminal_writes_them_and_what_is_no_text_is_dropped(
    encoding: str, data: bytes, text: str
) -> None:
    assert decoder_for(encoding).decode(data) == text


def test_a_character_that_comes_in_two_parts_is_one() -> None:
    first, second = "镇".encode()[:1], "镇".encode()[1:]
    decoder = decoder_for("utf-8")
    assert decoder.decode(first) + decoder.decode(second) == "镇"


def test_gbk_bytes_on_a_utf_8_terminal_end_nothing() -> None:
    decoder = decoder_for("utf-8")
    assert isinstance(decoder.decode("接访登记".encode("gbk")), str)
    assert decoder.decode(b"a").endswith("a")


def test_what_is_written_to_a_terminal_that_has_gone_is_dropped_and_told_once() -> None:
    class Gone:
        def write(self, text: str) -> None:
            raise OSError(5, "Input/output error")

        flush = write

    told: list[int] = []
    gone: Any = Gone()
    output = Output(gone, lambda: told.append(1))
    output.write("x")
    output.write("y")
    output.flush()
    assert told == [1]


@pytest.mark.parametrize(
    "report",
    [
        "\x1b[97;1:3u",
        "\x1b[1;1:3A",
        "\x1b[27;2:1;13~",
        "\x1b[99999999u",
        "\x1b[55296u",
        "\x1b[97;1;99999999u",
        "\x1b[97;99999999999999u",
        "\x1b[<99999999999;99999999;99999999M",
        "\x1b[<1;2;3M",
        "\x1b[48;0;0;0;0t",
        "\x1b[99999999;99999999R",
    ],
)
def test_what_a_terminal_reports_that_nobody_can_read_is_dropped_and_the_next_key_counts(report: str) -> None:
    parser = KeyParser()
    typed = list(parser.feed(f"甲{report}乙"))
    characters = [getattr(event, "character", None) for event in typed]
    assert (characters[0], characters[-1]) == ("甲", "乙")
    for character in characters:
        assert character is None or (character.encode() and len(character) == 1)
