"""The draft itself, returned with Word comments, tracked changes and silent edits in it."""

from __future__ import annotations

import pytest

from drafting.rounds.returned import read_returned


@pytest.fixture
def read(draft_file, places, tmp_path):
    """Saves the file and reads it as a returned one."""

    def run():
        path = draft_file.save(tmp_path / "returned.docx")
        return read_returned(path, "returned.docx", places)

    return run


def test_a_draft_without_a_mark_says_nothing(read) -> None:
    reading = read()
    assert (reading.format, reading.comments) == ("draft", ())
    assert "没有批注" in reading.notes[-1]


def test_a_comment_stands_on_its_words(draft_file, read) -> None:
    draft_file.comment("沙盒监管机制", "含义不清，建议删去“沙盒监管”。理由：无上位法。", "杭州某某公司 孙八")
    (comment,) = read().comments
    anchor = comment.anchors[0]
    assert (anchor.eid, anchor.words, anchor.how) == ("art_46__para_1", "沙盒监管机制", "mark")
    assert (comment.text, comment.reason) == ("含义不清，建议删去“沙盒监管”。", "无上位法。")
    assert (comment.proposer, comment.unit, comment.origin) == ("孙八", "杭州某某公司", "comment")
    assert comment.date[:2] == "20"


def test_an_author_that_is_nobody_is_no_name(draft_file, read) -> None:
    draft_file.comment("观察期", "期限多长？", "Administrator")
    (comment,) = read().comments
    assert (comment.proposer, comment.kind) == ("", "疑问")


def test_tracked_words_are_a_proposal_with_author_and_date(draft_file, read) -> None:
    draft_file.track("应当设立市具身智能机器人专家库", "可以设立市具身智能机器人专家库", "赵六")
    (comment,) = read().comments
    assert comment.anchors[0].eid == "art_8__para_1"
    assert comment.anchors[0].words == "应当设立市具身智能机器人专家库"
    assert (comment.proposed, comment.kind) == ("可以设立市具身智能机器人专家库", "修改")
    assert "市人民政府可以设立市具身智能机器人专家库" in comment.context
    assert (comment.proposer, comment.date) == ("赵六", "2025-08-20T10:00:00")
    assert comment.origin == "revision"


def test_changes_close_together_are_one_proposal_far_ones_two(draft_file, read) -> None:
    draft_file.track("高等院校、科研机构、企业和其他组织等专家", "高校、科研院所、企业等专家", "赵六")
    draft_file.track("重大规划", "发展规划", "赵六")
    draft_file.track("决策咨询意见", "咨询意见", "赵六")
    told = [(c.anchors[0].eid, c.text) for c in read().comments]
    assert told == [
        ("art_8__para_1", "将“重大规划”修改为“发展规划”"),
        ("art_8__para_1", "将“决策咨询意见”修改为“咨询意见”"),
        ("art_8__para_2", "将“高等院校、科研机构、企业和其他组织等专家”修改为“高校、科研院所、企业等专家”"),
    ]


def test_two_authors_are_two_voices(draft_file, read) -> None:
    draft_file.track("重大规划", "规划", "赵六")
    draft_file.track("重大决策", "决策", "钱七")
    assert [(c.proposer, c.proposed) for c in read().comments] == [("赵六", "规划"), ("钱七", "决策")]


def test_a_deleted_and_an_inserted_paragraph(draft_file, read) -> None:
    draft_file.track_paragraph("专家库由高等院校", "赵六")
    draft_file.insert_paragraph("第九条", "行业组织应当加强自律，维护公平竞争。", "钱七")
    gone, added = read().comments
    assert (gone.kind, gone.anchors[0].eid) == ("删除", "art_8__para_2")
    assert "专家库由高等院校" in gone.text
    assert (added.kind, added.proposed) == ("增加", "行业组织应当加强自律，维护公平竞争。")
    assert added.anchors[0].eid.startswith("art_9")


def test_a_silent_edit_is_found(draft_file, read) -> None:
    paragraph = draft_file.find("第三条")
    paragraph.runs[0].text = paragraph.text.replace("促进", "从事")
    draft_file.comment("观察期", "期限？", "孙八")
    comments = read().comments
    assert [c.origin for c in comments] == ["comment", "edit"]
    edit = comments[1]
    assert edit.anchors[0].eid == "art_3"
    assert "将“促进”修改为“从事”" in edit.text
    assert "从事具身智能机器人产业发展" in edit.proposed


def test_a_part_of_the_draft_is_no_wish_to_delete_the_rest(draft_file, places, tmp_path) -> None:
    for paragraph in draft_file.document.paragraphs[-30:]:
        paragraph._p.getparent().remove(paragraph._p)
    draft_file.comment("重大规划", "哪些规划？", "孙八")
    path = draft_file.save(tmp_path / "part.docx")
    reading = read_returned(path, "part.docx", places)
    assert [c.origin for c in reading.comments] == ["comment"]
    assert any("只有草案的一部分" in note for note in reading.notes)


def test_a_renumbered_copy_still_finds_its_provisions(draft_file, read) -> None:
    # the sender put an article before: every label after it is one higher
    for number, old in reversed(list(enumerate("三四五六七八九", 3))):
        paragraph = draft_file.find(f"第{old}条")
        new = "四五六七八九十"[number - 3]
        paragraph.runs[0].text = paragraph.text.replace(f"第{old}条", f"第{new}条", 1)
    draft_file.comment("重大规划、重大决策", "范围太宽", "孙八")
    found = next(c for c in read().comments if c.origin == "comment")
    assert found.anchors[0].eid == "art_8__para_1"


def test_a_letter_with_a_word_comment(places, tmp_path) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("关于草案的意见")
    paragraph = document.add_paragraph("第八条的专家库应当公开名单。")
    document.add_comment(paragraph.runs, text="同意，另请补充第九条", author="孙八")
    document.save(str(tmp_path / "letter.docx"))
    reading = read_returned(tmp_path / "letter.docx", "letter.docx", places)
    assert [(c.origin, c.anchors[0].eid) for c in reading.comments] == [
        ("letter", "art_8"), ("comment", "art_9")
    ]


def test_a_word_comment_in_a_form_stands_on_its_row(draft, places, tmp_path) -> None:
    import io
    from datetime import datetime

    from docx import Document

    from drafting.rounds.formfiles import form_to_files

    form = dict(form_to_files(draft, "article", datetime(2025, 8, 11)))["form.docx"]
    document = Document(io.BytesIO(form))
    row = next(r for r in document.tables[0].rows if r.cells[1].text == "第八条")
    row.cells[3].text = "建议公开名单"
    run = row.cells[2].paragraphs[0].runs[0]
    document.add_comment(run, text="此处应写明任期", author="孙八")
    document.save(str(tmp_path / "form.docx"))
    reading = read_returned(tmp_path / "form.docx", "form.docx", places)
    assert [(c.origin, c.anchors[0].eid, c.text) for c in reading.comments] == [
        ("form", "art_8", "建议公开名单"), ("comment", "art_8__para_1", "此处应写明任期"),
    ]
