"""A path as it is typed never ends in a traceback, whatever stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiefang_tui.paths import data_dir
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.files import typed_path, typed_table
from jiefang_tui.services.plans import importing
from jiefang_tui.ui.matter.attachments_panel import parse_path
from tests.services.given import refused

WRONG = ["~nouser/a.xlsx", f"{'户' * 120}.xlsx", "a\0b.xlsx", "~nouser/甲.csv", "/"]


@pytest.mark.parametrize("path", WRONG)
def test_every_field_of_a_path_says_that_nothing_is_there(desk: Desk, path: str) -> None:
    with refused("没有找到", "file"):
        typed_table(path)
    with refused("没有找到", "file"):
        importing.read_file(path)
    assert parse_path(path).error


def test_a_folder_of_nobody_is_a_folder_s_name() -> None:
    assert data_dir("~nouser/x").root == Path("~nouser/x").absolute()


def test_as_a_file_manager_copies_it(tmp_path: Path) -> None:
    path = tmp_path / "户 册.csv"
    path.write_text("户主\n张三\n", encoding="utf-8")
    for typed in (f'"{path}"', f"“{path}”", path.as_uri(), f"  {path} "):
        assert typed_path(typed) == path
        assert typed_table(typed) == [["户主"], ["张三"]]
