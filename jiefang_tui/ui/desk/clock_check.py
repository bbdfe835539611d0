"""The clock guard at the start: nothing is written until somebody says that the computer's clock is right."""

from __future__ import annotations

from jiefang_tui.ui.toolkit.dialogs import ChooseDialog


class ClockCheck(ChooseDialog):
    """``right`` or ``wrong``; Esc leaves it open, and then every act is refused with the same sentence."""

    HELP_CN = "电脑时间和上一笔记录对不上。时间写错了，期限和先后就全错了，所以先问一声。"

    def __init__(self, sentence: str) -> None:
        # What is typed without looking changes nothing: the first one writes nothing down.
        options = [("wrong", "不对，退出去校时"), ("right", "时间正确，继续")]
        super().__init__("核对电脑时间", options, sentence)
