"""When people are at home, and the words of a line that was a report, leave the older copies of the file, too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.drafts import save_draft
from jiefang_tui.services.desk.errors import Asks
from jiefang_tui.services.desk.forgotten import read
from jiefang_tui.services.desk.safekeeping import back_up, restore
from jiefang_tui.services.fieldwork import households, rounds, visits
from jiefang_tui.store.models import Draft, FieldCampaign, FieldVisit, Household
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


@pytest.mark.parametrize("end", [rounds.close, lambda desk, made: rounds.withdraw(desk, made, "登重")])
def test_what_was_half_typed_leaves_the_file_and_its_copies(desk: Desk, end: Callable[[Desk, int], object]) -> None:
    folder = desk.folder
    made, other = rounds.begin(desk, "隧道爆破", COLUMNS), rounds.begin(desk, "另一份", COLUMNS)
    typed = {"typed": f"户主\t晚上在家\n程有福\t{AT_HOME}"}
    save_draft(desk, f"field_campaign:{made}:round_import", typed, f"导入户 {AT_HOME}")
    save_draft(desk, f"field_campaign:{made}:household_matter:1", {"request": "屋脊错位"})
    save_draft(desk, f"field_campaign:{other}:round_import", {"typed": "户主\n王一"})
    close(desk, 1)
    desk = again(folder, 2)
    end(desk, made)
    assert [row.body for row in Draft.select().order_by(Draft.id)] == [
        '{"request":"屋脊错位"}',
        '{"typed":"户主\\n王一"}',
    ]
    close(desk, 3)
    assert holding(folder, AT_HOME) == []


def test_a_copy_from_elsewhere_brings_nobody_s_evenings_back(desk: Desk, tmp_path: Path) -> None:
    folder, elsewhere = desk.folder, tmp_path / "u" / "else.db"
    elsewhere.parent.mkdir()
    made = rounds.begin(desk, "隧道爆破", COLUMNS)
    households.add_table(desk, made, [["户主", "晚上在家"], ["程有福", AT_HOME]])
    rounds.close(desk, made)
    rounds.reopen(desk, made, "又有人来说")
    households.fill(desk, Household.get().id, {"at_home": AT_HOME})
    close(desk, 1)
    back_up(folder, elsewhere)
    desk = again(folder, 2)
    rounds.close(desk, made)
    close(desk, 3)
    said = "".join(restore(folder, elsewhere))
    assert "1份入户清单的晚上在家，已再清除" in said and "检举" not in said
    desk = again(folder, 4)
    assert Household.get().at_home == "" and FieldCampaign.get().closed_on is None
    households.fill(desk, Household.get().id, {"at_home": "周末"})
    close(desk, 5)
    desk = again(folder, 6)
    assert Household.get().at_home == "周末", "what is asked anew in a round that goes on stays"
    close(desk, 7)
