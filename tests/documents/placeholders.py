"""The placeholders of a template, read without the product's own code."""
# ruff: noqa: TID253

from __future__ import annotations

import re
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn


def placeholders(template: Path) -> set[str]:
    """The names of all placeholders in the body, the headers and the footers of a template."""
    document = Document(str(template))
    parts = [document.element.body]
    parts += [
        rel.target_part.element for rel in document.part.rels.values() if rel.reltype.endswith(("/header", "/footer"))
    ]
    texts = (
        "".join(text.text or "" for text in line.iter(qn("w:t"))) for part in parts for line in part.iter(qn("w:p"))
    )
    return {name for text in texts for name in re.findall(r"\{\{\s*([^{}]*?)\s*\}\}", text)}
