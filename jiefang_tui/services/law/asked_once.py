"""Free words of every form beside the registration: do they carry a report (检举控告)? Asked once, never refused.

One function for all of them (`words_as_written`), by the rule of registration (`rules.reports`). What was answered to
be a report is written down as one of its own that waits with its words until it is handed over, and nothing here leads
to it; the form keeps that something stood there. What was answered to be none is written as it was typed, and asked
about again only where its words change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from jiefang_tui.rules.text import cut, fold, one_line
from jiefang_tui.services.desk.acting import Act
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Asks
from jiefang_tui.services.law.report_words import sounds
from jiefang_tui.services.law.sealing import wait_as_report
from jiefang_tui.store.models.lifecycle import CLEARED
from jiefang_tui.terms import Channel, ReportAnswer

_SAID_CELLS = 40


def words_as_written(
    act: Act,
    texts: Mapping[str, str],
    was: Iterable[str] = (),
    *,
    channel: Channel | None = Channel.VISIT,
    day: date | None = None,
) -> dict[str, str]:
    """These words of a form, by its fields, as they may be written down: as typed, or `CLEARED` as a report.

    `was`: what stands there already, of which nobody is asked again. `channel`, `day`: how and when a report of it came
    in; None: whoever says so comes and is registered then. Raises `Asks` where they sound like one and nobody answered.
    """
    said = {name: text.strip() for name, text in texts.items()}
    there = {fold(one) for one in was}
    new = [text for text in said.values() if text and fold(text) not in there]
    if CLEARED in new or not sounds(act.desk, new, "", ""):
        return said
    key = fold("\n".join(new))
    if key not in act.desk.answered:
        raise _question(act.desk, key, new)
    act.asked.append(key)
    if act.desk.answered[key][0] != ReportAnswer.REPORT:
        return said
    if channel is not None:
        wait_as_report(act.desk, day or act.today, channel, request="\n".join(new))
    return {name: CLEARED if text in new else text for name, text in said.items()}


def _question(desk: Desk, key: str, new: Collection[str]) -> Asks:
    def answer(code: str, more: Mapping[str, str]) -> None:
        desk.answered[key] = (code, {})

    quoted = cut(one_line("；".join(new)), _SAID_CELLS, "..")
    options = [
        (ReportAnswer.REPORT.value, "检举控告(不留内容，另给编号移送)"),
        (ReportAnswer.CLAIM.value, "不是检举控告，照写"),
    ]
    return Asks(f"「{quoted}」像检举控告。只问这一次，都照常保存。", options, answer)
