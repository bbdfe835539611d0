"""One A4 page each, however much was typed: checked with LibreOffice where there is one."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from jiefang_tui.documents.reception.filled import reception_form_docx, visitor_slip_docx
from jiefang_tui.documents.reception.papers import RECEPTION_TEMPLATE, SLIP_TEMPLATE
from tests.documents.make_templates import TEMPLATES
from tests.documents.samples import CHINESE, LATIN, LEAST, LINES, MATTER, SLIP, USUAL, most_form, most_slip

SOFFICE = shutil.which("soffice")

FORMS = {
    "least": LEAST,
    "usual": USUAL,
    **{f"most{i}": most_form(t) for i, t in enumerate((CHINESE, LATIN, LINES))},
}
SLIPS = {
    "none": replace(SLIP, matters=()),
    **{f"usual{count}": replace(SLIP, matters=(MATTER,) * count) for count in range(1, 6)},
    **{f"most{count}-{i}": most_slip(t, count) for i, t in enumerate((CHINESE, LATIN)) for count in range(1, 6)},
}


def pages(pdf: Path) -> int:
    """The number of pages, from the page tree (compressed object streams included)."""
    data = pdf.read_bytes()
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    for stream in packed:
        try:
            data += zlib.decompress(stream)
        except zlib.error:
            continue
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", data))


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice here")
def test_each_paper_is_one_page(tmp_path: Path) -> None:
    for name, form in FORMS.items():
        content = reception_form_docx(form, TEMPLATES / RECEPTION_TEMPLATE).content
        (tmp_path / f"form-{name}.docx").write_bytes(content)
    for name, slip in SLIPS.items():
        (tmp_path / f"slip-{name}.docx").write_bytes(visitor_slip_docx(slip, TEMPLATES / SLIP_TEMPLATE).content)
    two = visitor_slip_docx(replace(SLIP, matters=(MATTER,) * 7), TEMPLATES / SLIP_TEMPLATE)
    (tmp_path / "two.docx").write_bytes(two.content)
    papers = sorted(tmp_path.glob("*.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        str(SOFFICE),
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        *map(str, papers),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    counts = {paper.stem: pages(paper.with_suffix(".pdf")) for paper in papers}
    assert counts == {paper.stem: 2 if paper.stem == "two" else 1 for paper in papers}
