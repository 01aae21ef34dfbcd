"""One text in every form it comes in gives one result; a saved tree stands for its source."""

from __future__ import annotations

from pathlib import Path

import pytest

ON_TREES = (
    ("parse", "A"), ("parse", "A", "--format", "json"), ("parse", "A", "--format", "text"),
    ("check", "A"), ("check", "A", "--format", "json"), ("check", "A", "--note", "N", "--format", "json"),
    ("check", "A", "--fix"), ("check", "A", "--diff"), ("check", "A", "--format", "sarif"),
    ("diff", "A", "B"), ("diff", "A", "B", "--format", "json"), ("diff", "A", "B", "B"),
    ("compare", "A", "N"), ("compare", "A", "N", "--format", "json"),
    ("table", "comment", "A", "-o", "-"), ("table", "compare", "A", "B", "-o", "-"),
    ("table", "peers", "A", "--note", "N", "-o", "-"), ("renumber", "A", "-o", "-"),
    ("check", "A", "-o", "o.xlsx", "-o", "o.docx", "-o", "o.sarif", "-o", "o.txt"),
    ("check", "A", "--fix", "-o", "o.docx", "-o", "o.xml"),
    ("diff", "A", "B", "-o", "o.html", "-o", "o.xml"),
    ("redline", "A", "B", "-o", "o.docx"),
    ("annotate", "A", "--note", "N", "--peer", "B", "-o", "o.docx", "-o", "o.json", "-o", "o.xml"),
    ("table", "peers", "A", "--note", "N", "B", "-o", "o.docx"), ("renumber", "A", "-o", "o.docx"),
    ("round", "open", "A", "--note", "N", "-o", "o.round"),
)


@pytest.fixture
def texts(call, seeds, monkeypatch) -> Path:
    """a (the Hangzhou draft), b (mended), n (its note), as texts and as saved trees."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1754870400")
    Path("a.txt").write_bytes((seeds / "hangzhou-robot-draft.txt").read_bytes())
    Path("n.txt").write_bytes((seeds / "hangzhou-robot-note.txt").read_bytes())
    assert call("check", "a.txt", "--unsafe-fixes", "-o", "b.txt").exit_code in (0, 1)
    for name in "abn":
        assert call("parse", f"{name}.txt", "-o", f"{name}.xml").exit_code == 0
    return Path()


def _written() -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in Path().rglob("o.*") if p.is_file()} | {
        str(p): p.read_bytes() for p in Path().glob("o.round/*") if not p.name.startswith("round.sqlite")
    }


def _clear() -> None:
    import shutil

    for path in Path().glob("o.*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def test_a_saved_tree_gives_what_its_source_gives(texts, call):
    for words in ON_TREES:
        results = []
        for suffix in (".txt", ".xml"):
            named = [f"{w.lower()}{suffix}" if w in ("A", "B", "N") else w for w in words]
            result = call(*named)
            assert result.exit_code in (0, 1), (named, result.stderr)
            results.append((result.exit_code, result.stdout_bytes, _written()))
            _clear()
        assert results[0] == results[1], words


@pytest.mark.parametrize("kind", [
    "md", "html", "docx", "gb18030", "utf-16", "bom", "crlf", "traditional", "indented",
])
def test_the_same_text_in_another_form_is_the_same_text(kind, call):
    text = Path("old.txt").read_text("utf-8")
    name = _make(kind, text)
    result = call("diff", "old.txt", name, "--exit-code")
    assert result.exit_code == 0, result.stdout
    assert call("check", name).exit_code == 0
    assert call("redline", name, "new.txt", "-o", "r.docx").exit_code == 0
    assert call("annotate", name, "-o", "a.docx").exit_code == 0
    assert call("table", "compare", name, "new.txt", "-o", "-").stdout.count("修改") >= 1


def _make(kind: str, text: str) -> str:
    lines = text.splitlines()
    if kind == "docx":
        from docx import Document

        document = Document()
        for line in lines:
            document.add_paragraph(line)
        document.save("same.docx")
        return "same.docx"
    made = {
        "md": ("same.md", ("# " + "\n\n".join(line for line in lines if line)).encode()),
        "html": ("same.html", ("<html><body>" + "".join(f"<p>{x}</p>" for x in lines)
                               + "</body></html>").encode()),
        "gb18030": ("same.txt", text.encode("gb18030")),
        "utf-16": ("same.txt", text.encode("utf-16")),
        "bom": ("same.txt", b"\xef\xbb\xbf" + text.encode()),
        "crlf": ("same.txt", text.replace("\n", "\r\n").encode()),
        "indented": ("same.txt", "".join(f"　　{line}\n" for line in lines).encode()),
    }
    if kind == "traditional":
        import opencc

        made[kind] = ("same.txt", opencc.OpenCC("s2t").convert(text).encode())
    name, data = made[kind]
    Path(name).write_bytes(data)
    return name


def test_traditional_text_stays_as_printed(call, seeds):
    result = call("parse", seeds / "shanghai-ai-draft-2022.txt", "--format", "text")
    assert "人工智能產業" in result.stdout.replace("\n", "")
    rows = call("table", "comment", seeds / "shanghai-ai-draft-2022.txt", "-o", "-").stdout
    assert rows.count("\n") > 70 and "產業" in rows
