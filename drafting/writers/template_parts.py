"""The parts of a Word package that every table template shares: styles, fonts, page, footers.

Fonts and page number as GB/T 9704-2012 has them (仿宋_GB2312, 黑体, 方正小标宋简体, 宋体; — 1 — at
the outer edge), each font with the one to fall back on where it is not installed.
"""

from __future__ import annotations

from drafting.writers.wordml import MARK_PROPERTIES, MARK_STYLES

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

MARK_NAMES = {
    "insert": "增加文字", "delete": "删去文字", "follow": "序号调整文字",
    "label": "条款号", "aside": "说明文字",
}
_FALLBACKS = {
    "仿宋_GB2312": "仿宋", "方正小标宋简体": "方正小标宋_GBK", "黑体": "SimHei", "宋体": "SimSun",
}


def _fonts(name: str) -> str:
    return (
        f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}" '
        'w:hint="eastAsia"/>'
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _style(id: str, name: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>'
        f"<w:rPr>{run}</w:rPr></w:style>"
    )


def _paragraph_styles() -> str:
    centred = '<w:jc w:val="center"/>'
    return "".join((
        _style(
            "DraftingTitle", "表题",
            '<w:keepNext/><w:spacing w:before="0" w:after="240" w:line="640" w:lineRule="exact"/>'
            f'{centred}<w:outlineLvl w:val="0"/>',
            _fonts("方正小标宋简体") + _size(44),
        ),
        _style(
            "DraftingNote", "表注", '<w:spacing w:line="360" w:lineRule="atLeast"/>', _size(24)
        ),
        _style(
            "DraftingHead", "表头",
            '<w:spacing w:before="60" w:after="60" w:line="320" w:lineRule="atLeast"/>' + centred,
            _fonts("黑体") + _size(24),
        ),
        _style(
            "DraftingText", "表文",
            '<w:spacing w:line="300" w:lineRule="atLeast"/><w:jc w:val="both"/>', _size(21),
        ),
        _style(
            "DraftingCentre", "表文居中",
            f'<w:spacing w:line="300" w:lineRule="atLeast"/>{centred}', _size(21),
        ),
        _style(
            "DraftingGroup", "表内章名",
            '<w:keepNext/><w:spacing w:before="40" w:after="40" w:line="320" '
            f'w:lineRule="atLeast"/>{centred}',
            _fonts("黑体") + _size(21),
        ),
    ))


def _mark_styles() -> str:
    return "".join(
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{MARK_STYLES[mark]}">'
        f'<w:name w:val="{MARK_NAMES[mark]}"/><w:qFormat/>'
        f"<w:rPr>{MARK_PROPERTIES[mark]}</w:rPr></w:style>"
        for mark in MARK_STYLES
    )


def styles_part() -> str:
    """styles.xml: body, title, table text, and a character style for each mark."""
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'{_fonts("仿宋_GB2312")}{_size(32)}<w:lang w:val="en-US" w:eastAsia="zh-CN" '
        'w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:snapToGrid w:val="0"/></w:pPr>'
        f'<w:rPr>{_fonts("宋体")}{_size(28)}</w:rPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="DraftingTable">'
        '<w:name w:val="条文表格"/><w:basedOn w:val="TableNormal"/><w:tblPr>'
        f"<w:tblBorders>{edges}</w:tblBorders></w:tblPr></w:style>"
        f"{_paragraph_styles()}{_mark_styles()}</w:styles>"
    )


def fonts_part() -> str:
    """fontTable.xml: each font and its fallback."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in _FALLBACKS.items()
    )
    return f'{HEAD}<w:fonts xmlns:w="{W}">{fonts}</w:fonts>'


def footer_part(odd: bool) -> str:
    """A footer: — 1 —, one character from the outer edge (right on odd pages, left on even)."""
    side, indent = ("right", "rightChars") if odd else ("left", "leftChars")
    twips = "right" if odd else "left"
    field = "".join(
        f"<w:r>{run}</w:r>" for run in (
            '<w:t xml:space="preserve">— </w:t>', '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>', '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    field = field.replace("<w:r>", '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>')
    return (
        f'{HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/>'
        f'<w:ind w:{indent}="100" w:{twips}="280"/><w:jc w:val="{side}"/></w:pPr>'
        f"{field}</w:p></w:ftr>"
    )


def settings_part() -> str:
    """settings.xml: odd and even footers, Word 2013 or later, Chinese for East Asian text."""
    return (
        f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def section_properties() -> str:
    """A4 landscape, type area 245 × 156 mm (the 156 mm of GB/T 9704 turned with the page)."""
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="even" r:id="rId5"/>'
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="1474" w:right="1474" w:bottom="1588" w:left="1474" w:header="851" '
        'w:footer="1134" w:gutter="0"/></w:sectPr>'
    )


def fixed_parts() -> list[tuple[str, str]]:
    """Every part but the document itself, in the order Word writes them."""
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for part, kind in (
            ("document", "document.main"), ("styles", "styles"), ("settings", "settings"),
            ("fontTable", "fontTable"), ("footer1", "footer"), ("footer2", "footer"),
        )
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{R}/{kind}" Target="{target}.xml"/>'
        for n, (kind, target) in enumerate((
            ("styles", "styles"), ("settings", "settings"), ("fontTable", "fontTable"),
            ("footer", "footer1"), ("footer", "footer2"),
        ), 1)
    )
    return [
        ("[Content_Types].xml", f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
         '<Default Extension="rels" '
         'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Default Extension="xml" ContentType="application/xml"/>'
         f'{overrides}<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'),
        ("_rels/.rels", f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
         f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
         f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
         'Target="docProps/core.xml"/></Relationships>'),
        ("word/_rels/document.xml.rels",
         f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'),
        ("word/styles.xml", styles_part()),
        ("word/settings.xml", settings_part()),
        ("word/fontTable.xml", fonts_part()),
        ("word/footer1.xml", footer_part(odd=True)),
        ("word/footer2.xml", footer_part(odd=False)),
        ("docProps/core.xml", f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/'
         'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
         'xmlns:dcterms="http://purl.org/dc/terms/" '
         'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title></dc:title>'
         "<dc:creator>drafting</dc:creator>"
         '<dcterms:created xsi:type="dcterms:W3CDTF">2025-01-01T00:00:00Z</dcterms:created>'
         '<dcterms:modified xsi:type="dcterms:W3CDTF">2025-01-01T00:00:00Z</dcterms:modified>'
         "</cp:coreProperties>"),
    ]
