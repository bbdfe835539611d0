"""Free words of every form beside the registration: do they carry a report (检举控告)? Asked once, never refused.

One function for all of them (`words_as_written`), by the rule of registration (`rules.reports`). What was answered to
be a report is written down as one of its own that waits with its words until it is handed over, and nothing here leads
to it; the form keeps that something stood there. What was answered to be none is written as it was typed, and asked
about again only where its words change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from jiefang_tui.rules.reports import means_who_receives, sounds_like_report
from jiefang_tui.rules.text import cut, fold, one_line
from jiefang_tui.services.asking.reports import wait_as_report
from jiefang_tui.services.desk.acting import Act
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Asks
from jiefang_tui.services.desk.kept_away import called
from jiefang_tui.store.models import Dispatch, Instruction, Matter, Officer, VisitMatter
from jiefang_tui.store.models.lifecycle import CLEARED
from jiefang_tui.store.queries.office.known_as import officers_names
from jiefang_tui.terms import Channel, ReportAnswer

_SAID_CELLS = 40


def sounds(desk: Desk, texts: Iterable[str], person: str, unit: str, *, is_left: bool = False) -> bool:
    """Whether these words are to be asked about; `is_left`: of what was left as a claim beside a report."""
    officers = officers_names(only_active=True)
    return sounds_like_report(texts, person, unit, officers, desk.reference.reports.words, is_left=is_left)


def words_as_written(
    act: Act,
    texts: Mapping[str, str],
    was: Iterable[str] = (),
    *,
    channel: Channel | None = Channel.VISIT,
    day: date | None = None,
    receives: Officer | None = None,
) -> dict[str, str]:
    """These words of a form, by its fields, as they may be written down: as typed, or `CLEARED` as a report.

    `was`: what stands there already, of which nobody is asked again. `channel`, `day`: how and when a report of it came
    in; None: whoever says so comes and is registered then. `receives`: the leader they are to be told to; words that
    may mean that one are asked about as well. Raises `Asks` where they sound like one and nobody answered.
    """
    said = {name: text.strip() for name, text in texts.items()}
    there = {fold(one) for one in was}
    new = list(dict.fromkeys(text for text in said.values() if text and fold(text) not in there))
    key = fold("\n".join(new))
    if not new or CLEARED in new:
        return said
    if key not in act.desk.answered:
        if not sounds(act.desk, new, "", "") and not any(speaks_of(act.desk, text, receives) for text in new):
            return said
        raise _question(act.desk, key, new)
    is_first = key not in act.asked  # an act that writes the same words twice over (午间补录) has one report of them
    act.asked.append(key)
    if act.desk.answered[key][0] != ReportAnswer.REPORT:
        return said
    if channel is not None and is_first:
        wait_as_report(act.desk, day or act.today, channel, request="\n".join(new))
    return {name: CLEARED if text in new else text for name, text in said.items()}


def speaks_of(desk: Desk, text: str, receives: Officer | None) -> bool:
    """Whether words that are to be told to a leader may be about that one."""
    return receives is not None and means_who_receives(text, called(receives), desk.reference.reports.words)


def told_before(matter_id: int) -> list[str]:
    """The words of a matter that stand already: what was registered, the 批示 and what whoever has it was to do. Of
    those nobody is asked again."""
    pairs = VisitMatter.select().where(VisitMatter.matter == matter_id)
    orders = Instruction.select().where(Instruction.matter == matter_id)
    sent = Dispatch.select().where(Dispatch.matter == matter_id)
    row = Matter.get_by_id(matter_id)
    said = [row.request, row.facts, row.title, *(pair.request_said for pair in pairs), *(one.text for one in orders)]
    return [text for text in (*said, *(one.requirement for one in sent)) if text]


def _question(desk: Desk, key: str, new: Collection[str]) -> Asks:
    def answer(code: str, more: Mapping[str, str]) -> None:
        desk.answered[key] = (code, {})

    quoted = cut(one_line("；".join(new)), _SAID_CELLS, "..")
    options = [
        (ReportAnswer.REPORT.value, "检举控告(不留内容，另给编号移送)"),
        (ReportAnswer.CLAIM.value, "不是检举控告，照写"),
    ]
    return Asks(f"「{quoted}」像检举控告。只问这一次，都照常保存。", options, answer)
