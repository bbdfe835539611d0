"""Let go of widgets that were left: a day at the desk opens and leaves hundreds of screens.

Textual 8.2.8 puts `functools.lru_cache` on the method `StylesCache.get_inner_outer`, so the last 1,024 of its callers
stay in memory with every line they ever painted (measured: 40 MB after fifty forms). The value depends on the two
colours alone; here it is remembered by them.
"""

from __future__ import annotations

import asyncio
import gc
from contextvars import Context
from functools import lru_cache
from typing import Any

from textual._styles_cache import StylesCache

REST = 1.0
"""Seconds after a screen was left."""
_planned: asyncio.TimerHandle | None = None


def install() -> None:
    """Replace the cached method, once."""
    cached: Any = StylesCache.get_inner_outer
    plain = getattr(cached, "__wrapped__", None)
    if plain is None:
        return

    @lru_cache(1024)
    def by_colours(base_background: Any, background: Any) -> Any:
        return plain(None, base_background, background)

    def get_inner_outer(self: StylesCache, base_background: Any, background: Any) -> Any:
        return by_colours(base_background, background)

    StylesCache.get_inner_outer = get_inner_outer  # type: ignore[method-assign, assignment]


def collect_soon() -> None:
    """A left screen is a knot of references that only the garbage collector undoes, and by itself it comes seldom.

    Once for all screens left within `REST`; in a context of its own, because a Textual timer would remember the
    very screen that is being left.
    """
    global _planned
    loop = asyncio.get_running_loop()
    if _planned is None or _planned.when() < loop.time():
        _planned = loop.call_later(REST, gc.collect, context=Context())
