"""What the desk has to say after it was opened: once, on the line if it fits, else in a small window."""

from __future__ import annotations

from jiefang_tui.rules.workdays import unknown_in_short, unknown_sentence
from jiefang_tui.services.desk import opening
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.widgets import cells


def _taken_back(screen: DeskScreen) -> str:
    """How: a registration from its own screen, of whatever is among them else from their list."""
    from jiefang_tui.services.desk.drafts import drafts  # most starts have none

    forms = {one.form for one in drafts(screen.desk)}
    return "按 F2 后按 ^R 取回" if forms == {"intake"} else "在上面的「草稿」里按 Enter"


def tell_of_start(screen: DeskScreen, drafts: int) -> None:
    """Ask whether the computer's clock is right if it jumped, then say what there is to say."""
    desk = screen.desk
    question = "" if desk.read_only else opening.clock_question(desk)
    if not question:
        start_notices(screen, drafts)
        return
    from jiefang_tui.ui.desk.clock_check import ClockCheck  # most clocks are right

    def answered(answer: str) -> None:
        if answer == "wrong":
            screen.app.exit()
            return
        screen.act(opening.confirm_clock, desk)
        start_notices(screen, drafts)

    desk.notices = [notice for notice in desk.notices if notice != question]
    screen.ask(ClockCheck(question), answered)


def ask_unended(screen: DeskScreen) -> None:
    """Ask once what became of those of earlier days who have no result; who is not answered for stays in their list.

    Where something else was opened meanwhile it waits until 今日接访 is seen again.
    """
    if screen.app.screen is not screen:
        return
    count, screen.desk.unended = screen.desk.unended, 0
    if not count:
        return
    from jiefang_tui.services.reception.unended import leave_unreceived  # most days end with nobody left
    from jiefang_tui.ui.toolkit.dialogs import ChooseDialog

    options = [("talked", "已接谈，补录结果"), ("left", "确实离开，都没有接谈")]
    said = "选 1 逐批看：Enter 补录结果，Del 记离开；Esc 以后再说，都在「没有结果」里。"

    def answered(answer: str) -> None:
        if answer == "talked":
            screen.app.go("records", figure="unended")
        elif (left := screen.act(leave_unreceived, screen.desk)) is not None:
            screen.say(f"{left} 批记为未接谈离开；他们下次来排在前面")

    screen.ask(ChooseDialog(f"{count} 批没有结果", options, said), answered)


def start_notices(screen: DeskScreen, drafts: int) -> None:
    """Show `desk.notices` once, and that unfinished forms wait; then ask what the night left open."""
    sentences = [str(notice) for notice in screen.desk.notices]
    screen.desk.notices = []
    if screen.desk.read_only_because:
        sentences.insert(0, screen.desk.read_only_because)
    if drafts:
        sentences.append(f"未完草稿 {drafts} 份，{_taken_back(screen)}")
    # A year without its holidays is told all through the autumn: it must not cost the clerk a key each morning.
    short = unknown_in_short(screen.desk.unknown_years)
    room = screen.size.width - 2
    if short and cells.width("  ".join([*sentences, short])) <= room:
        sentences.append(short if sentences else unknown_sentence(screen.desk.unknown_years))
    line = "  ".join(sentences)
    if cells.width(line) <= room:
        if sentences:
            screen.say(line)
        ask_unended(screen)
    else:
        from jiefang_tui.ui.desk.notice_dialog import NoticeDialog  # most starts have nothing to say

        screen.app.push_screen(NoticeDialog(sentences))
