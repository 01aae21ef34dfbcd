"""Makes the Word templates of the tables: ``python -m drafting.writers.template_maker``.

The templates are docxtpl's: plain Word documents with ``{{ title }}`` and the like in them, which
staff may edit (templates/README.md tells what stands for what). This script is how they began, and
makes the same bytes each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from drafting.resources import find_resource
from drafting.writers.packaging import parts_to_package
from drafting.writers.table import Column
from drafting.writers.template_parts import HEAD, R, W, fixed_parts, section_properties

_BORN = datetime(2025, 1, 1)
_WIDTH = 13890
"""Twips between the margins."""
_KEEP_ROW = "<w:cantSplit/>"
_HEAD_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>'
_GROUP_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F7F7F7"/>'
DYNAMIC_CAPTION = "columns"
"""Alt text of a table whose columns are as many as the texts compared: widths are set later."""


def write_templates(folder: Path) -> list[Path]:
    """Write every table template into ``folder``; return their paths."""
    from drafting.writers.table_comment import COMMENT_COLUMNS
    from drafting.writers.table_compare import COMPARE_COLUMNS

    fixed = {"comment-table": COMMENT_COLUMNS, "compare-table": COMPARE_COLUMNS}
    bodies = {name: _fixed_table(columns) for name, columns in fixed.items()}
    bodies["peers-table"] = _dynamic_table("")
    written = []
    for name, table in bodies.items():
        path = folder / f"{name}.docx"
        path.write_bytes(_package(table))
        written.append(path)
    return written


def _package(table: str) -> bytes:
    document = (
        f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
        f'{_paragraph("DraftingTitle", "{{ title }}")}'
        f'{_loop("p", "line in above", _paragraph("DraftingNote", "{{ line }}"))}'
        f'{table}'
        f'{_loop("p", "line in below", _paragraph("DraftingNote", "{{ line }}"))}'
        f'{_annexes()}{section_properties()}</w:body></w:document>'
    )
    parts = [*fixed_parts(), ("word/document.xml", document)]
    return parts_to_package([(name, text.encode()) for name, text in parts], _BORN)


def _annexes() -> str:
    """Further tables, each on a page of its own, under its own title."""
    title = _paragraph("DraftingTitle", "{{ annex.title }}", "<w:pageBreakBefore/>")
    lines = _loop("p", "line in annex.above", _paragraph("DraftingNote", "{{ line }}"))
    return _loop("p", "annex in annexes", title + lines + _dynamic_table("annex."))


def _fixed_table(columns: Sequence[Column]) -> str:
    shown = [column for column in columns if "docx" in column.formats]
    total = sum(column.width for column in shown)
    widths = [round(column.width / total * _WIDTH) for column in shown]
    head = "".join(
        _cell(width, _paragraph("DraftingHead", column.title), _HEAD_SHADE)
        for width, column in zip(widths, shown, strict=True)
    )
    body = "".join(
        _cell(width, _paragraph(_body_style(column), f"{{{{r row.{column.key} }}}}"))
        for width, column in zip(widths, shown, strict=True)
    )
    group = _cell(
        _WIDTH, _paragraph("DraftingGroup", "{{r row.group }}"),
        f'<w:gridSpan w:val="{len(shown)}"/>{_GROUP_SHADE}',
    )
    return _table(widths, _row(head, "<w:tblHeader/>"), _rows("rows", group, body, len(shown)), "")


def _dynamic_table(of: str) -> str:
    """A table with as many columns as there are texts: docxtpl repeats one cell for each."""
    half = _WIDTH // 3
    head = _control("tc", f"for column in {of}columns", half) + _cell(
        half, _paragraph("DraftingHead", "{{ column.title }}"), _HEAD_SHADE
    ) + _control("tc", "endfor", half)
    body = _control("tc", "for cell in row.cells", half) + _cell(
        half, _paragraph("DraftingText", "{{r cell }}")
    ) + _control("tc", "endfor", half)
    span = f"{{% colspan {of}columns|length %}}"
    group = _cell(_WIDTH, _paragraph("DraftingGroup", span + "{{r row.group }}"), _GROUP_SHADE)
    rows = _rows(f"{of}rows", group, body, 3)
    return _table([half] * 3, _row(head, "<w:tblHeader/>"), rows, DYNAMIC_CAPTION)


def _table(widths: Sequence[int], head: str, rows: str, caption: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    alt = f'<w:tblCaption w:val="{caption}"/>' if caption else ""
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="DraftingTable"/>'
        f'<w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0420"/>{alt}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>'
    )


def _rows(source: str, group: str, body: str, count: int) -> str:
    """A group row where ``row.group`` says something, else a row of cells."""
    return "".join((
        _control_row(f"for row in {source}", count),
        _control_row("if row.group", count), _row(group, ""),
        _control_row("else", count), _row(body, ""),
        _control_row("endif", count), _control_row("endfor", count),
    ))


def _control_row(statement: str, count: int) -> str:
    text = _paragraph("DraftingText", f"{{%tr {statement} %}}")
    return _row(_cell(_WIDTH, text, f'<w:gridSpan w:val="{count}"/>'), "")


def _control(unit: str, statement: str, width: int) -> str:
    return _cell(width, _paragraph("DraftingText", f"{{%{unit} {statement} %}}"))


def _loop(unit: str, head: str, inner: str) -> str:
    return (
        _paragraph("DraftingNote", f"{{%{unit} for {head} %}}") + inner
        + _paragraph("DraftingNote", f"{{%{unit} endfor %}}")
    )


def _row(cells: str, extra: str) -> str:
    return f"<w:tr><w:trPr>{_KEEP_ROW}{extra}</w:trPr>{cells}</w:tr>"


def _cell(width: int, content: str, extra: str = "") -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{extra}</w:tcPr>{content}</w:tc>'
    )


def _paragraph(style: str, text: str, extra: str = "") -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr><w:r><w:rPr>'
        f'<w:rFonts w:hint="eastAsia"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'
    )


def _body_style(column: Column) -> str:
    return "DraftingCentre" if column.align == "center" else "DraftingText"


if __name__ == "__main__":
    for made in write_templates(find_resource("templates")):
        print(made)
