"""公示 on F6: which span, then the paper, then whether it hangs. Printing is not publishing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from jiefang_tui.services.plans import notices
from jiefang_tui.services.plans.making import year_end
from jiefang_tui.store.queries.plans.notices import notice_over
from jiefang_tui.ui.toolkit.day_and_reason import reason_dialog
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog
from jiefang_tui.ui.toolkit.printing import open_printed
from jiefang_tui.ui.widgets.lines import Part

BOARD, TAKE_BACK, HANGS = "board", "take_back", "hangs"


def standing(day: date) -> Sequence[Part]:
    """Whether the plan of that day hangs, for the status line."""
    notice = notice_over(day)
    if notice is None:
        return []
    if notice.published_on is None:
        return [(f"第{notice.edition}版 还没公示", "$card-yellow")]
    return [(f"已公示 第{notice.edition}版", "$said")]


def offer(screen: DeskScreen, day: date) -> None:
    """What can be made public: the next month first, as it is what offices do at the month's end."""
    spans = _spans(day)
    options = [*((name, label) for name, (label, _) in spans.items()), (BOARD, notices.BOARD)]
    notice = notice_over(day)
    if notice is not None and notice.published_on is not None:
        options.append((TAKE_BACK, f"撤「已公示」(第{notice.edition}版)"))
    elif notice is not None:
        options.append((HANGS, f"第{notice.edition}版 已公示"))

    def chosen(name: str) -> None:
        if name == BOARD:
            open_printed(screen, screen.act(notices.write_board, screen.desk))
        elif notice is not None and name == HANGS:
            _hangs(screen, notice.id)
        elif notice is not None and name == TAKE_BACK:
            dialog = reason_dialog(
                "撤「已公示」",
                lambda reason: notices.take_back_publishing(screen.desk, notice.id, reason),
                form_name="plan_unpublish",
                row=notice.id,
            )
            screen.ask(dialog, lambda _: screen.say("已撤，不算已公示"))
        else:
            _write(screen, *spans[name][1])

    screen.ask(ChooseDialog("打印哪一样", options), chosen)


def _spans(day: date) -> dict[str, tuple[str, tuple[date, date]]]:
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    after = (following + timedelta(days=31)).replace(day=1)
    return {
        "next": (f"{following.month}月安排公示", (following, after - timedelta(days=1))),
        "this": (f"{first.month}月安排公示", (first, following - timedelta(days=1))),
        "year": (f"{day.year}年全年安排公示", (date(day.year, 1, 1), year_end(day))),
    }


def _write(screen: DeskScreen, first: date, last: date) -> None:
    written = screen.act(notices.write_notice, screen.desk, first, last)
    if written is None:
        return
    notice_id, printed = written
    open_printed(screen, printed)
    if notices.is_hanging(notice_id):
        return
    question = ChooseDialog(
        "公示了没有", [("yes", "已公示(张贴、上网、发到村)"), ("no", "还没有")], "打印不等于公示，贴出去了再记。"
    )
    screen.ask(question, lambda answer: _hangs(screen, notice_id) if answer == "yes" else None)


def _hangs(screen: DeskScreen, notice_id: int) -> None:
    screen.act(notices.publish, screen.desk, notice_id)
    screen.say("已记公示；安排再有变动，重印的一版会写明变更")
