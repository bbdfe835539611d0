"""集中接访: a Sunday afternoon at three places, its matters until all are over, one table the same evening."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from jiefang_tui import clock
from jiefang_tui.documents.together.sheet import sheet_docx
from jiefang_tui.rules.together.campaigns import Figure
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.drafts import save_draft
from jiefang_tui.services.reception import receiving
from jiefang_tui.services.together import campaign_sheet
from jiefang_tui.services.together import campaigns as acts
from jiefang_tui.services.together.campaigns import CampaignIn
from jiefang_tui.store.models import CampaignMatter, Draft, JointCampaign, MatterEvent, Visit
from jiefang_tui.store.queries.together import campaigns
from jiefang_tui.terms import FigureKind
from tests.services.given import one_act, owned, refused, registered, sealed

SUNDAY = date(2026, 11, 22)
EVENING = {
    "人数": "12", "涉及金额": "10万", "当场兑付": "2万", "已付": "2万", "未付": "8万",
    "项目": "滨河花园", "已立案": "是",
}  # fmt: skip
WAGES = CampaignIn(theme="根治欠薪集中接访", begins_on=SUNDAY, ends_on=SUNDAY)


@pytest.fixture
def session_ids(desk: Desk) -> list[int]:
    """Three places on a Sunday afternoon, each with two arrivals; a report came to the last."""
    desk.clock_confirmed = True
    made = []
    for number, place in enumerate(("接待大厅", "滨河项目部", "章湾村")):
        with clock.at(datetime(2026, 11, 22, 14, 10 * number).astimezone()):
            made.append(receiving.open_session(desk, leader=("周敏", "韩平", "刘静")[number], place=place))
            for name in "甲乙":
                registered(desk, f"王{name}{number}", "工资没有结清", headcount=2)
            if number == 2:
                sealed(desk)
    Visit.update(state="received", finished_at=datetime(2026, 11, 22, 16).astimezone()).execute()
    return made


def test_one_table_the_same_evening(desk: Desk, session_ids: list[int]) -> None:
    with one_act("campaign.open"):
        made = acts.open_campaign(desk, WAGES)
    assert campaigns.campaign(made).words == "0批次0人次0件", "a campaign alone is no figure"
    near = campaigns.sessions_within(SUNDAY, SUNDAY, set())
    assert [one.place for one in near] == ["接待大厅", "滨河项目部", "章湾村"]
    with one_act("campaign.put_sessions"):
        acts.put_sessions(desk, made, session_ids)
    view = campaigns.campaign(made)
    assert (view.came.batches, len(view.lines), view.open_count) == (7, 6, 6), "of the report its arrival counts, alone"
    first, second = view.lines[:2]
    with one_act("campaign.set_figures"):
        said = acts.set_figures(desk, made, first.matter_id, EVENING)
    assert said == ""
    assert "请核对" in acts.set_figures(
        desk, made, second.matter_id, {"涉及金额": "5000", "已付": "1000", "未付": "1000"}
    )
    view = campaigns.campaign(made)
    assert view.totals["涉及金额"] == "10500000" and view.totals["已立案"] == "1"
    with refused("写数字", "figure0"):
        acts.set_figures(desk, made, first.matter_id, {"人数": "好几个"})
    sheet = campaign_sheet.campaign_of(desk, view)
    assert "7批次" in sheet.lines[0] and "3场" in sheet.lines[0] and "还在办 6件" in sheet.lines[0]
    matters = sheet.tables[1]
    assert matters.rows[0][1:] == (
        "王*0",
        "工资没有结清",
        "12",
        "100,000",
        "20,000",
        "20,000",
        "80,000",
        "滨河花园",
        "",
        "是",
    )
    assert matters.rows[-1][1] == "合计" and matters.rows[-1][4] == "105,000"
    from docx import Document

    tables = Document(io.BytesIO(sheet_docx(sheet).content)).tables
    assert len(tables) == 2 and len(tables[1].rows) == 8
    assert campaign_sheet.campaign_sheet(desk, made).path.exists()


def test_matters_and_sessions_are_put_in_and_taken_out(desk: Desk, session_ids: list[int]) -> None:
    made = acts.open_campaign(desk, WAGES)
    acts.put_sessions(desk, made, session_ids[:1])
    other = owned(desk, "李方龙")
    with one_act("campaign.add_matter"):
        acts.add_matter(desk, made, other)
    assert "列入集中接访：根治欠薪集中接访" in MatterEvent.select().order_by(MatterEvent.id.desc()).get().text
    with refused("已经在里面"):
        acts.add_matter(desk, made, other)
    acts.set_figures(desk, made, other, {"人数": "5"})
    with one_act("campaign.take_out_matter", "不是欠薪"):
        acts.take_out_matter(desk, made, other, "不是欠薪")
    assert len(campaigns.campaign(made).lines) == 2
    acts.add_matter(desk, made, other)
    assert [one.figures for one in campaigns.campaign(made).lines if one.matter_id == other] == [{"人数": "5"}]
    with refused("已经算在里面"):
        acts.put_sessions(desk, made, session_ids[:1])
    with one_act("campaign.take_out_session", "不是这次的"):
        acts.take_out_session(desk, made, session_ids[0], "不是这次的")
    assert campaigns.campaign(made).words == "0批次0人次1件"
    with refused("没有算在里面"):
        acts.take_out_session(desk, made, session_ids[0], "再去")
    report = sealed(desk)
    with refused("密件"):
        acts.add_matter(desk, made, report)
    assert CampaignMatter.select().count() == 1


def test_what_is_half_typed_of_a_line_goes_with_its_column(desk: Desk) -> None:
    made = acts.open_campaign(desk, WAGES)
    save_draft(desk, f"campaign:{made}:campaign_figures:7", {"figure0": "12", "figure1": "1000", "figure5": "二期"})
    columns = (WAGES.columns[1], Figure("企业", FigureKind.TEXT), WAGES.columns[0])
    acts.change(desk, made, replace(WAGES, columns=columns), "换次序")
    assert json.loads(Draft.get().body) == {"figure2": "12", "figure0": "1000"}


def test_a_column_that_is_called_otherwise_keeps_what_stands_in_it(desk: Desk, session_ids: list[int]) -> None:
    made = acts.open_campaign(desk, WAGES)
    acts.put_sessions(desk, made, session_ids)
    line = campaigns.campaign(made).lines[0]
    acts.set_figures(desk, made, line.matter_id, {"人数": "12", "涉及金额": "1000"})
    save_draft(desk, f"campaign:{made}:campaign_figures:7", {"figure1": "1000"})
    called = tuple(one._replace(name="拖欠金额") if one.name == "涉及金额" else one for one in WAGES.columns)
    told = acts.change(desk, made, replace(WAGES, columns=called), "市里的叫法")
    assert told == "「涉及金额」改名为「拖欠金额」，里面的内容跟着"
    totals = campaigns.campaign(made).totals
    assert totals["拖欠金额"] == "100000" and totals["人数"] == "12"
    assert json.loads(Draft.get().body) == {"figure1": "1000"}
    assert acts.change(desk, made, WAGES, "还是原来的").startswith("「拖欠金额」改名为")
    other = (*WAGES.columns[:1], Figure("企业", FigureKind.TEXT), *WAGES.columns[2:])
    assert acts.change(desk, made, replace(WAGES, columns=other), "另一栏") == "", "of another kind it is another"
    acts.change(desk, made, WAGES, "还是原来的")
    assert campaigns.campaign(made).totals["涉及金额"] == "100000"


def test_changed_and_withdrawn_a_column_that_goes_keeps_what_stood_in_it(desk: Desk, session_ids: list[int]) -> None:
    made = acts.open_campaign(desk, WAGES)
    acts.put_sessions(desk, made, session_ids)
    line = campaigns.campaign(made).lines[0]
    acts.set_figures(desk, made, line.matter_id, {"人数": "12"})
    narrow = replace(WAGES, columns=(Figure("欠薪企业", FigureKind.TEXT),), ends_on=SUNDAY + timedelta(days=2))
    with one_act("campaign.change", "按市里的表"):
        acts.change(desk, made, narrow, "按市里的表")
    acts.set_figures(desk, made, line.matter_id, {"欠薪企业": "宏远"})
    acts.change(desk, made, WAGES, "还是原来的")
    assert campaigns.campaign(made).totals["人数"] == "12"
    number, money = Figure("人数", FigureKind.NUMBER), Figure("人数", FigureKind.MONEY)
    for columns in ([number], [Figure("项目", FigureKind.TEXT)]):  # there, and taken out for a while
        acts.change(desk, made, replace(WAGES, columns=columns), "换栏")
        with refused("「人数」里已经写了 12，不能由「数」改成「钱」", "columns"):
            acts.change(desk, made, replace(WAGES, columns=[money]), "换栏")
    acts.change(desk, made, replace(WAGES, columns=[Figure("人数", FigureKind.TEXT)]), "换栏")
    acts.set_figures(desk, made, line.matter_id, {"人数": "12"})
    acts.change(desk, made, WAGES, "换回来")
    assert campaigns.campaign(made).totals["人数"] == "12"
    with refused("止日在起日之前", "ends_on"):
        acts.change(desk, made, replace(WAGES, ends_on=date(2026, 11, 1)), "错")
    with refused("主题", "theme"):
        acts.open_campaign(desk, replace(WAGES, theme=" "))
    with one_act("campaign.withdraw", "登重了"):
        acts.withdraw(desk, made, "登重了")
    with refused("已于2026-11-23撤回"):
        acts.put_sessions(desk, made, session_ids)
    assert JointCampaign.select().count() == 1 and Visit.select().count() == 7
    with refused("为什么恢复", "reason"):
        acts.restore(desk, made, " ")
    with one_act("campaign.restore", "撤错了"):
        acts.restore(desk, made, "撤错了")
    row = JointCampaign.get_by_id(made)
    assert (row.withdrawn_on, row.withdraw_reason) == (None, "") and campaigns.campaign(made).totals["人数"] == "12"
    with refused("没有撤回过"):
        acts.restore(desk, made, "再来")
