"""7 督办 from the keyboard: urged and answered, a card with its answer, 再次提请 and the leader's decision."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date

import pytest

from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.supervision import pushing
from jiefang_tui.services.supervision.pushing import PartIn
from jiefang_tui.store.models import Consultation, ConsultationPart, Draft, Resubmission, SupervisionCard, Urge
from tests.services.given import days_ago, fill_six, owned
from tests.ui.matter_app import MatterApp, choose, fill, keys, page
from tests.ui.painted import ambiguous, english

TODAY = date(2026, 11, 23)
SMALL = (80, 24)


async def test_urged_carded_and_gone_back_to_the_leader(desk: Desk) -> None:
    with days_ago(desk, 70):
        matter_id = owned(desk)
        fill_six(desk, matter_id)
    app = MatterApp(desk, matter_id, tab=7)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "周敏接访后" in page(app) and "还没有参与" in page(app)
        await keys(pilot, "insert")
        await choose(pilot, "催办")
        await fill(pilot, to_officer="李强", text="请报测算结果", answer_due="明天")
        assert Urge.get().answer_due == date(2026, 11, 24) and "待回复 剩1日" in page(app)
        await keys(pilot, "home", "enter")
        await choose(pilot, "催办回复")
        await fill(pilot, text="周三出结果")
        assert Urge.get().answer == "周三出结果" and "11-23回复" in page(app)

        await keys(pilot, "insert")
        await choose(pilot, "发黄牌")
        given = {"reason": "逾期未办结", "requirement": "报测算结果", "answer_due": "三天后", "signer": "周敏"}
        await fill(pilot, to_officer="李强", **given)
        assert SupervisionCard.get().card_no == "DB-2026-0001" and "黄牌 DB-2026-0001" in page(app)

        await keys(pilot, "insert")
        await choose(pilot, "再次提请")
        await fill(pilot, difficulty="测绘不认", tried="复测一次", asked="请领导协调")
        assert "待领导决定" in page(app)
        rows = app.screen.query_one("#pushes RowList")
        rows.move_to(("resubmission", Resubmission.get().id, 0))  # type: ignore[attr-defined]
        await keys(pilot, "enter")
        await fill(pilot, decision="县测绘队再测", new_due="12-10")
        assert Resubmission.get().decided_on == TODAY and "决定: 县测绘队再测" in page(app)
        assert not ambiguous(app) and not english(app) - {"JF", "DB"}


SAID = "应按十二亩七分补发，差额部分由县里的征地专户列支，镇里不能垫，垫了也没有科目；" * 3
SIDES = (
    PartIn("水利站", "李强", SAID, "重新测算", date(2026, 12, 20)),
    PartIn("司法所", "刘静", "可以走调解"),
)


async def test_what_each_side_said_can_be_read_again(desk: Desk) -> None:
    matter_id = owned(desk)
    pushing.consult(desk, matter_id, TODAY, "镇三楼", "周敏", list(SIDES), "重新测算后补发")
    app = MatterApp(desk, matter_id, tab=7)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        row = app.screen.query_one("#pushes RowList")
        row.move_to(("consultation", Consultation.get().id, 0))  # type: ignore[attr-defined]
        await keys(pilot, "enter")
        shown = "".join(page(app).split())
        for told in (
            "镇三楼",
            "周敏主持",
            "重新测算后补发",
            "水利站李强",
            "征地专户列支",
            "由其做重新测算",
            "2026-12-20",
            "司法所刘静",
            "可以走调解",
        ):
            assert told in shown, told
        assert not ambiguous(app) and not english(app) - {"JF"}
        while "Enter完成" not in page(app):
            await keys(pilot, "down")
        await keys(pilot, "enter")
        await fill(pilot, on_day="今天")
        assert ConsultationPart.get().done_on == TODAY and "1/1 完成" in page(app)
        await keys(pilot, "enter")
        assert "可以走调解" in page(app), "a finished one is read as well"
        await keys(pilot, "escape", "3")
        shown = "".join(page(app).split())
        assert "意见：可以走调解" in shown and "分工：重新测算(2026-12-20前)" in shown


def kept_before(desk: Desk, matter_id: int, title: str, **texts: str) -> None:
    """A draft from before forms had names, and the sides of a meeting lay in ``side0``, ``side1``."""
    which = hashlib.sha256(f"{title}/None".encode()).hexdigest()[:12]
    drafts.save_draft(desk, f"matter:{matter_id}:{which}", texts, title)


async def test_a_meeting_half_typed_in_an_older_version_is_all_there(desk: Desk) -> None:
    matter_id = owned(desk)
    sides = {
        f"side{number}": json.dumps(asdict(part), ensure_ascii=False, default=str) for number, part in enumerate(SIDES)
    }
    kept_before(desk, matter_id, "会商", place="镇三楼", **sides)
    kept_before(desk, matter_id, "会商 改第1方", said="可以再走一次调解")
    kept_before(desk, matter_id, "会商 加一方", unit="镇纪委", person="王主任")
    app = MatterApp(desk, matter_id, tab=7)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "会商")
        first, *others, last = (row.cells for row in app.screen.query_one("RowList").rows)  # type: ignore[attr-defined]
        assert first[2].startswith("没写完") and last == ("镇纪委", "王主任", "没写完 ", "-")
        assert [row[0] for row in others] == [part.unit for part in SIDES[1:]]
        assert app.screen.form.raw()["place"] == "镇三楼" and "上次没写完的" in page(app)  # type: ignore[attr-defined]
        (kept,) = Draft.select()
        assert kept.form == f"matter:{matter_id}:consult" and "再走一次调解" in kept.body and "side0" not in kept.body
    again = MatterApp(desk, matter_id, tab=7)
    async with again.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "会商")
        assert again.screen.query_one("RowList").rows[-1].cells == last  # type: ignore[attr-defined]
        again.screen.query_one("RowList").focus()
        await keys(pilot, "end", "enter", "ctrl+s", "home", "enter")
        assert again.screen.form.raw()["said"] == "可以再走一次调解"  # type: ignore[attr-defined]
        await keys(pilot, "ctrl+s")
        await fill(pilot, conclusion="按复测结果补发")
        assert [part.person for part in ConsultationPart.select()] == [*(side.person for side in SIDES), "王主任"]
        assert ConsultationPart.get().said == "可以再走一次调解" and Draft.select().count() == 0


@pytest.mark.slow
async def test_the_sides_of_a_meeting_outlive_esc_and_a_power_cut(desk: Desk) -> None:
    matter_id = owned(desk)
    side = [key for text in ("水利站", "李强", "同意复测", "复测", "12-1") for key in (f"={text}", "enter")]
    app = MatterApp(desk, matter_id, tab=7)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "会商")
        await keys(pilot, "insert", *side, "ctrl+s")
        (kept,) = Draft.select().where(Draft.title.startswith("会商"))
        assert "同意复测" in kept.body
    again = MatterApp(desk, matter_id, tab=7)  # no Esc, no exit: the program was gone
    async with again.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "会商")
        assert "李强" in page(again) and "上次没写完的" in page(again)
        await keys(pilot, "escape")
        assert "写过的留着" in page(again)
        await keys(pilot, "insert")
        await choose(pilot, "会商")
        again.screen.query_one("RowList").focus()
        await keys(pilot, "enter", "ctrl+u", "=司法所", "ctrl+s")
        assert "司法所" in page(again) and "水利站" not in page(again), "a side is corrected, not typed anew"
        await fill(pilot, conclusion="按复测结果补发")
        part = ConsultationPart.get()
        assert (part.unit.name, part.person, part.said) == ("司法所", "李强", "同意复测")
        assert part.due_on == date(2026, 12, 1)
        assert Draft.select().count() == 0
