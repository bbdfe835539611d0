"""Rows of a list too long to be held: pages that are read when they come into sight, the last few kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from jiefang_tui.ui.widgets.row import Row

PAGE = 200
KEPT = 5
"""Pages kept; a screen shows at most two."""

Fetch = Callable[[int, int], "list[Row]"]
"""(offset, limit) -> the rows of one page."""


class RowPages(Sequence["Row"]):
    """`total` rows of which a page at a time is read with `fetch`.

    Indexing reads the page if it must; `peek` never reads. Should the page hold fewer rows than it was said to (the
    file has changed since), `peek` gives None and indexing raises IndexError.
    """

    def __init__(self, total: int, fetch: Fetch) -> None:
        self._total = total
        self._fetch = fetch
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()

    def __len__(self) -> int:
        return self._total

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self._total))]
        self.load(index)
        row = self.peek(index)
        if row is None:
            raise IndexError(index)
        return row

    def __iter__(self) -> Iterator[Row]:
        """The rows that are held: whoever looks for one never reads the whole list."""
        for page in list(self._pages.values()):
            yield from page

    def peek(self, index: int) -> Row | None:
        """The row if its page is held."""
        page = self._pages.get(index // PAGE, [])
        return page[index % PAGE] if 0 <= index % PAGE < len(page) else None

    def load(self, index: int) -> None:
        """Read the page of row `index` if it is not held."""
        number = index // PAGE
        if not 0 <= index < self._total:
            return
        if number not in self._pages:
            self._pages[number] = self._fetch(number * PAGE, min(PAGE, self._total - number * PAGE))
            while len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)

    def index_near(self, key: object, index: int) -> int | None:
        """Where the row with `key` stands, looked for on the page of `index` and on its neighbours."""
        number = index // PAGE
        for each in (number, number - 1, number + 1):
            self.load(each * PAGE)
            for at, row in enumerate(self._pages.get(each, [])):
                if row.key == key:
                    return each * PAGE + at
        return None
