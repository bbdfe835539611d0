"""入户清单: columns, households in walking order, sums by state, closing; when people are at home leaves no trace."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from jiefang_tui.rules.fieldwork.round_columns import parse_columns
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.drafts import save_draft
from jiefang_tui.services.desk.files import typed_table
from jiefang_tui.services.fieldwork import households, rounds
from jiefang_tui.services.fieldwork.households import HouseholdIn
from jiefang_tui.services.law import sealing
from jiefang_tui.store.models import AuditEntry, Draft, FieldCampaign, Household, HouseholdGroup, Matter
from jiefang_tui.store.queries.fieldwork.rounds import (
    group_lines,
    household_line,
    household_lines,
    open_states,
    round_view,
    sums_by_state,
    taken_out,
)
from jiefang_tui.store.queries.fieldwork.rounds import rounds as round_lines
from jiefang_tui.ui.fieldwork.household_rows import lay
from tests.rules.test_round_columns import TUNNEL
from tests.services.given import handed_over, one_act, refused

COLUMNS = parse_columns(TUNNEL).value or ()
ROWS = [
    ["村组", "户主", "晚上在家", "损坏", "估价", "商定", "已付", "情况"],
    ["石桥村3组", "程有福", "七点后", "东山墙裂缝两处", "2400", "2400", "2400", "已付"],
    ["石桥村3组", "吴老太", "全天", "屋脊错位", "6800", "", "", "未谈妥"],
    ["石桥村4组", "何远山", "", "西屋裂缝三处", "4100", "4100", "", "谈妥"],
]


@pytest.fixture
def tunnel(desk: Desk) -> int:
    """The tunnel's list with three households."""
    made = rounds.begin(desk, "隧道爆破房屋受损", COLUMNS)
    households.add_table(desk, made, ROWS)
    return made


def id_of(head: str) -> int:
    return int(Household.get(Household.head == head).id)


def heads(round_id: int) -> list[str]:
    view = round_view(round_id)
    return [one.head for group in group_lines(view) for one in household_lines(view, group.id, 0, 200)]


def test_a_list_is_begun_with_its_columns(desk: Desk) -> None:
    with one_act("round.begin"):
        made = rounds.begin(desk, "隧道爆破房屋受损", COLUMNS)
    view = round_view(made)
    assert view.columns == tuple(COLUMNS) and view.state_name == "情况" and view.states == ("已付", "谈妥", "未谈妥")
    with refused("已经有一份", "name"):
        rounds.begin(desk, "隧道爆破房屋受损", COLUMNS)
    with refused("名称", "name"):
        rounds.begin(desk, " ", COLUMNS)
    with refused("至少写一栏", "columns"):
        rounds.begin(desk, "另一份", ())
    with refused("不是有选项的一栏", "state"):
        rounds.begin(desk, "另一份", COLUMNS, "损坏")


def test_a_table_is_one_act_and_a_household_stands_in_it_once(desk: Desk, tunnel: int) -> None:
    assert heads(tunnel) == ["程有福", "吴老太", "何远山"]
    with refused("第2行：石桥村3组程有福已在清单里(1号)", "file"):
        households.add_table(desk, tunnel, ROWS)
    twice = [ROWS[0], ["石桥村5组", "章志明"], ["石桥村5组", "章志明"]]
    with refused("第3行：石桥村5组章志明已在清单里(4号)", "file"):
        households.add_table(desk, tunnel, twice)
    with refused("章志明", "typed"):
        households.add_table(desk, tunnel, [ROWS[0], ["石桥村5组", "章志明", "", "", "很多"]], "typed")
    with one_act("household.import"):
        households.add_table(desk, tunnel, twice[:2])


def test_a_table_that_is_none_is_refused(desk: Desk, tunnel: int, tmp_path: Path) -> None:
    with refused("不像入户清单", "file"):
        households.add_table(desk, tunnel, [["日期", "领导"], ["1月4日", "周敏"]])
    with refused("没有找到这个文件", "file"):
        typed_table(str(tmp_path / "no.xlsx"))
    csv = tmp_path / "户.csv"
    csv.write_text("村组,户主,估价\n石桥村5组,章志明,5600\n", encoding="utf-8-sig")
    assert households.add_table(desk, tunnel, typed_table(str(csv))) == 1
    assert Household.get_by_id(id_of("章志明")).c2 == "560000"


def test_one_household_added_filled_taken_out_and_back(desk: Desk, tunnel: int) -> None:
    with one_act("household.add"):
        one = households.add(desk, tunnel, HouseholdIn(head="许大年", group="石桥村3组", cells={2: "1200"}))
    assert heads(tunnel) == ["程有福", "吴老太", "许大年", "何远山"]
    with refused("已在清单里", "head"):
        households.add(desk, tunnel, HouseholdIn(head="许 大年", group="石桥村3组"))
    households.add(desk, tunnel, HouseholdIn(head="许大年", group="石桥村4组"))
    with one_act("household.fill"):
        assert households.fill(desk, one, {"c3": "1,200", "c6": "2"})
    assert not households.fill(desk, one, {"c3": "1200"}), "nothing new is no act"
    assert Household.get_by_id(one).c3 == "120000" and Household.get_by_id(one).c6 == "谈妥"
    with refused("看不懂这个金额", "c3"):
        households.fill(desk, one, {"c3": "等年底"})
    with refused("户主不能为空", "head"):
        households.fill(desk, one, {"head": " "})
    with refused("已在清单里", "head"):
        households.fill(desk, one, {"head": "吴老太"})
    with refused("为什么去掉", "reason"):
        households.withdraw(desk, one, "")
    with one_act("household.withdraw", "不是这次爆破的"):
        households.withdraw(desk, one, "不是这次爆破的")
    assert "石桥村3组" in household_line(round_view(tunnel), one).group and [
        x.id for x in taken_out(round_view(tunnel))
    ] == [one]
    with refused("先恢复"):
        households.fill(desk, one, {"c1": "裂缝"})
    with one_act("household.restore"):
        households.restore(desk, one)


def test_sums_by_state_add_up_and_each_household_gives_its_newest_amount(desk: Desk, tunnel: int) -> None:
    view = round_view(tunnel)
    sums = sums_by_state(view)
    assert [(word, one.households, one.newest) for word, one in sums.items()] == [
        ("已付", 1, 240000),
        ("谈妥", 1, 410000),
        ("未谈妥", 1, 680000),
    ]
    assert sum(one.by_amount[2] for one in sums.values()) == 1330000
    assert sum(one.at_home for one in sums.values()) == 2
    (line,) = round_lines()
    assert (line.households, line.open) == (3, 1)
    only = open_states(view)
    assert [(one.name, one.households) for one in group_lines(view, only)] == [("石桥村3组", 1)]


def test_the_walk_is_put_in_order(desk: Desk, tunnel: int) -> None:
    third = households.add(desk, tunnel, HouseholdIn(head="许大年", group="石桥村3组"))
    with one_act("household.move"):
        households.move(desk, third, "石桥村3组", 1)
    assert heads(tunnel) == ["程有福", "许大年", "吴老太", "何远山"]
    households.move(desk, third, "石桥村3组", None)
    assert heads(tunnel)[0] == "许大年"
    households.move(desk, third, "石桥村4组", 3)
    assert heads(tunnel) == ["程有福", "吴老太", "何远山", "许大年"]
    with refused("没有1号", "after"):
        households.move(desk, third, "石桥村4组", 1)
    assert Household.get_by_id(third).number == 4, "the number stays as on the sheets"


def test_when_people_are_at_home_leaves_with_the_round_and_is_nowhere_else(desk: Desk, tunnel: int) -> None:
    households.fill(desk, id_of("何远山"), {"at_home": "周末"})
    households.fill(desk, id_of("何远山"), {"at_home": "八点后"})
    with one_act("round.close"):
        assert rounds.close(desk, tunnel) == 3
    assert {row.at_home for row in Household.select()} == {""}
    told = "".join(entry.before + entry.after for entry in AuditEntry.select())
    assert not any(word in told for word in ("七点后", "周末", "八点后", "at_home"))
    with refused("收尾"):
        households.fill(desk, id_of("何远山"), {"c1": "裂缝"})
    with refused("为什么重开", "reason"):
        rounds.reopen(desk, tunnel, "")
    with one_act("round.reopen", "又有两户来说"):
        rounds.reopen(desk, tunnel, "又有两户来说")
    assert households.fill(desk, id_of("何远山"), {"c1": "裂缝"})


def test_columns_change_and_what_is_in_them_stays(desk: Desk, tunnel: int) -> None:
    with one_act("round.change", "加一栏"):
        rounds.change(desk, tunnel, "隧道爆破", [*COLUMNS, parse_columns("评估人").value[0]], "情况", "加一栏")  # type: ignore[index]
    assert len(round_view(tunnel).columns) == 7
    rounds.change(desk, tunnel, "隧道爆破", COLUMNS, "", "去掉空的一栏")
    with refused("不能去掉", "columns"):
        rounds.change(desk, tunnel, "隧道爆破", COLUMNS[:5], "", "少一栏")
    with refused("不能改成金额", "columns"):
        rounds.change(
            desk, tunnel, "隧道爆破", parse_columns(TUNNEL.replace("损坏", "损坏 金额")).value or (), "", "改一栏"
        )
    with refused("写了两次", "columns"):
        rounds.change(desk, tunnel, "隧道爆破", [COLUMNS[1], *COLUMNS[1:]], "", "改一栏")
    words = parse_columns(TUNNEL.replace("已付/谈妥/未谈妥", "已付/谈妥")).value or ()
    with refused("记着「未谈妥」", "columns"):
        rounds.change(desk, tunnel, "隧道爆破", words, "", "少一个")
    renamed = parse_columns(TUNNEL.replace("损坏", "受损情况")).value or ()
    assert rounds.change(desk, tunnel, "隧道爆破", renamed, "", "改名") == "「损坏」改名为「受损情况」，里面的内容跟着"
    assert household_line(round_view(tunnel), id_of("程有福")).cells[0] == "东山墙裂缝两处"


def by_name(round_id: int, head: str) -> dict[str, str]:
    """The cells of a household by the names of their columns."""
    view = round_view(round_id)
    return dict(zip((one.name for one in view.columns), household_line(view, id_of(head)).cells, strict=True))


def test_what_is_in_a_column_goes_where_its_name_goes(desk: Desk, tunnel: int) -> None:
    households.withdraw(desk, id_of("何远山"), "另案")
    save_draft(desk, f"field_campaign:{tunnel}:household_add", {"head": "许大年", "c2": "1200", "c6": "谈妥"})
    before = {head: by_name(tunnel, head) for head in ("程有福", "吴老太", "何远山")}
    orders = ("商定 估价 损坏 情况 照片 已付", "损坏 情况 估价 商定 已付 照片", "照片 已付 商定 估价 损坏 情况 备注")
    for order in orders:
        kinds = {one.name: one for one in (*COLUMNS, *(parse_columns("备注").value or ()))}
        columns = [kinds[one] for one in order.split()]
        with one_act("round.change", "换次序"):
            assert rounds.change(desk, tunnel, "隧道爆破", columns, "情况", "换次序") == ""
        now = {head: {name: text for name, text in by_name(tunnel, head).items() if name != "备注"} for head in before}
        assert now == before
        assert sums_by_state(round_view(tunnel))["已付"].households == 1
        place = {one.name: n for n, one in enumerate(round_view(tunnel).columns, 1)}
        half = {"head": "许大年", f"c{place['估价']}": "1200", f"c{place['情况']}": "谈妥"}
        assert json.loads(Draft.get().body) == half


def test_a_column_that_holds_something_is_not_taken_for_another(desk: Desk) -> None:
    made = rounds.begin(desk, "房屋", parse_columns("损坏\n估价 金额\n商定 金额").value or ())
    households.add_table(desk, made, [["户主", "估价"], ["程有福", "2400"]])
    for columns in ("损坏\n商定 金额", "损坏\n商定 金额\n补助 金额", "评估人\n损坏\n补助 金额\n商定 金额"):
        with refused("「估价」里已经有内容，不能去掉", "columns"):
            rounds.change(desk, made, "房屋", parse_columns(columns).value or (), "", "改")
    rounds.change(desk, made, "房屋", parse_columns("估价 金额\n商定 金额").value or (), "", "去掉空的")
    assert by_name(made, "程有福") == {"估价": "240000", "商定": ""}


def test_a_list_is_taken_back_and_stands_again(desk: Desk, tunnel: int) -> None:
    with refused("为什么撤回", "reason"):
        rounds.withdraw(desk, tunnel, " ")
    with one_act("round.withdraw", "建重了"):
        rounds.withdraw(desk, tunnel, "建重了")
    with refused("先恢复"):
        households.add(desk, tunnel, HouseholdIn(head="许大年"))
    assert FieldCampaign.get_by_id(tunnel).withdraw_reason == "建重了"
    with one_act("round.restore"):
        rounds.restore(desk, tunnel)


def test_a_household_becomes_a_matter(desk: Desk, tunnel: int) -> None:
    with one_act("household.to_matter"):
        became = households.to_matter(desk, id_of("吴老太"), "吴老太", "屋脊错位，不同意评估")
    matter = Matter.get_by_id(became.matter_id)
    assert (matter.petitioner_name, matter.request) == ("吴老太", "屋脊错位，不同意评估")
    with refused("已经连着"):
        households.to_matter(desk, id_of("吴老太"), "吴老太", "再来")
    assert household_line(round_view(tunnel), id_of("吴老太")).register_no == matter.register_no
    handed_over(desk, matter.id)
    assert Household.get_by_id(id_of("吴老太")).matter_id is None and heads(tunnel)[1] == "吴老太"


def test_a_household_s_matter_is_taken_off_again(desk: Desk, tunnel: int) -> None:
    households.to_matter(desk, id_of("吴老太"), "吴老太", "屋脊错位")
    with one_act("household.unlink", "点错了"):
        households.unlink(desk, id_of("吴老太"), "点错了")
    assert Household.get_by_id(id_of("吴老太")).matter_id is None


def test_a_household_whose_matter_waits_as_a_report_keeps_its_way(desk: Desk, tunnel: int) -> None:
    became = households.to_matter(desk, id_of("吴老太"), "吴老太", "屋脊错位")
    sealing.make_report(desk, became.matter_id, "王芳", "何静")
    with refused("没有连着事项"):  # beside a name nothing may tell of a report
        households.unlink(desk, id_of("吴老太"), "点错了")
    assert households.fill(desk, id_of("吴老太"), {"c3": "6000"}), "the round goes on"
    sealing.no_report(desk, became.matter_id, "不是")
    households.unlink(desk, id_of("吴老太"), "点错了")


def test_twenty_thousand_households_stay_fast(desk: Desk, tunnel: int) -> None:
    group = HouseholdGroup.create(campaign=tunnel, name="大组", position=9)
    empty = {"at_home": "", "matter": None, "withdrawn_on": None, "withdraw_reason": "", "c7": "", "c8": ""}
    rows = [
        {
            "campaign": tunnel,
            "group": group,
            "number": n + 10,
            "position": n * 1000,
            "head": f"户{n}",
            "c1": "裂缝",
            "c2": "240000",
            "c3": "",
            "c4": "",
            "c5": "",
            "c6": ("已付", "谈妥", "未谈妥")[n % 3],
            **empty,
        }
        for n in range(20_000)
    ]
    for start in range(0, len(rows), 1000):
        Household.insert_many(rows[start : start + 1000]).execute()
    view = round_view(tunnel)
    began = time.process_time()
    sums = sums_by_state(view)
    groups = group_lines(view, open_states(view))
    page = household_lines(view, group.id, 6000, 200, open_states(view))
    households.fill(desk, page[-1].id, {"c3": "1200"})
    assert time.process_time() - began < 1.0
    assert sum(one.households for one in sums.values()) == 20_003 and len(page) == 200 and len(groups) == 2


def test_how_many_a_list_has_and_how_many_are_open_is_what_its_page_says(desk: Desk, tunnel: int) -> None:
    bare = rounds.begin(desk, "没有情况栏", parse_columns("备注").value or ())
    households.add_table(desk, bare, [["村组", "户主"], ["石桥村3组", "程有福"]])
    households.withdraw(desk, id_of("何远山"), "重复")
    told = {one.id: (one.households, one.open) for one in round_lines()}
    sums = sums_by_state(round_view(tunnel))
    assert told[tunnel] == (2, 1) == (sum(one.households for one in sums.values()), sums["未谈妥"].households)
    assert told[bare] == (1, 1)


def test_a_number_of_many_figures_is_seen_whole(desk: Desk, tunnel: int) -> None:
    Household.update(number=20_017).where(Household.head == "吴老太").execute()
    view = round_view(tunnel)
    assert lay(view, 77, sums_by_state(view)).columns[0].width == 5
