"""A wide character under the edge of a dialog that went away is whole again on the screen."""

from __future__ import annotations

from tests.terminal.terminal import Terminal


def test_no_holes_where_a_dialog_was() -> None:
    with Terminal("demo") as desk:
        before = desk.started()
        desk.press("C-p")
        desk.wait("打几个字或首字母")
        desk.type("zztop")
        desk.wait("没有这样的命令")

        def is_whole(screen: str) -> bool:
            smaller = screen.splitlines()
            above = next(n for n, line in enumerate(smaller) if "命令" in line) - 2  # edge, moat
            said = 2  # what the start says stands in the second line until a key is pressed
            return above > 6 and smaller[said:above] == before.splitlines()[said:above]

        desk.until(is_whole, ["the palette shrunk, and above it what stood there before"])
