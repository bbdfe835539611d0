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


def start_notices(screen: DeskScreen, drafts: int) -> None:
    """Show `desk.notices` once, and that unfinished forms wait."""
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
    if not sentences:
        return
    line = "  ".join(sentences)
    if cells.width(line) <= room:
        screen.say(line)
    else:
        from jiefang_tui.ui.desk.notice_dialog import NoticeDialog  # most starts have nothing to say

        screen.app.push_screen(NoticeDialog(sentences))
