"""接访台 (jiefang): a petition-reception desk for a township, in a terminal."""

from __future__ import annotations

__version__ = "0.1.0"
