"""When people are at home, and the words of a line that was a report, leave the older copies of the file, too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Asks
from jiefang_tui.services.desk.forgotten import read
from jiefang_tui.services.fieldwork import households, rounds, visits
from jiefang_tui.store.models import FieldVisit
from jiefang_tui.terms import ReportAnswer
from tests.services.desk.test_old_copies import again, close, holding
from tests.services.fieldwork.test_rounds import COLUMNS
from tests.services.fieldwork.test_visits import HOME
from tests.services.given import answered, handed_over

AT_HOME, WORDS = "鸡叫三遍才归家", "举报所长李强收红包饕餮"


def test_when_a_round_is_closed_no_copy_says_who_is_at_home_when(desk: Desk) -> None:
    folder = desk.folder
    made = rounds.begin(desk, "隧道爆破", COLUMNS)
    households.add_table(desk, made, [["户主", "晚上在家"], ["程有福", AT_HOME]])
    close(desk, 1)
    desk = again(folder, 2)
    assert len(holding(folder, AT_HOME)) == 2, "the file and its backup"
    rounds.close(desk, made)
    close(desk, 3)
    assert holding(folder, AT_HOME) == []
    desk = again(folder, 4)
    assert rounds.columns_of(made) == list(COLUMNS)
    close(desk, 5)


def test_a_line_that_was_a_report_leaves_no_copy(desk: Desk) -> None:
    folder = desk.folder
    one = answered(ReportAnswer.CLAIM, lambda: visits.record(desk, replace(HOME, learnt=WORDS)))
    close(desk, 1)
    desk = again(folder, 2)
    assert len(holding(folder, WORDS)) == 2
    with pytest.raises(Asks) as asked:
        visits.to_matter(desk, one, "程有福", WORDS)
    asked.value.answer(ReportAnswer.REPORT, {})
    handed_over(desk, visits.to_matter(desk, one, "程有福", WORDS).matter_id)
    assert str(FieldVisit.get_by_id(one).uid) in read(folder)["lines"], "an older copy brings them back no more"
    close(desk, 3)
    assert holding(folder, WORDS) == []
