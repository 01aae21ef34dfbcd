"""Trees on disk: written with one declaration and no stamps, read without trusting the file.

A saved tree names its source file and its hash, and no place: the same bytes on every machine. The
source is looked for beside the saved tree, then in the working folder.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from drafting.akn.elements import make_parser
from drafting.akn.names import AKN, DOCUMENT_KINDS, SOURCE, local
from drafting.akn.tree import Tree
from drafting.errors import SourceError


def tree_to_xml(tree: Tree) -> bytes:
    """Return the tree as UTF-8 XML; the same tree gives the same bytes."""
    return etree.tostring(tree.root, xml_declaration=True, encoding="UTF-8") + b"\n"


def xml_to_tree(data: bytes, name: str = "-", folder: Path | None = None) -> Tree:
    """Read Akoma Ntoso XML; its source is looked for in ``folder``.

    Raises SourceError when the data is not Akoma Ntoso.
    """
    try:
        root = etree.fromstring(data, make_parser())
    except etree.XMLSyntaxError as error:
        raise SourceError(name, f"not well-formed XML ({error.msg})", "give a saved tree") from None
    if root is None or root.tag != f"{{{AKN}}}akomaNtoso":
        raise SourceError(name, "XML, but not Akoma Ntoso 3.0", "give a tree saved by parse")
    if not any(local(str(child.tag)) in DOCUMENT_KINDS for child in root):
        raise SourceError(name, "holds no bill, act or doc", "give a tree saved by parse")
    return Tree(root, _find_source(root, folder))


def is_tree(data: bytes) -> bool:
    """Whether ``data`` begins as Akoma Ntoso XML does: a saved tree that comes without a name."""
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and b"<akomaNtoso" in head and AKN.encode() in head


def read_tree(path: str | Path) -> Tree:
    """Read a saved tree from ``path``."""
    return xml_to_tree(Path(path).read_bytes(), str(path), Path(path).parent)


def _find_source(root: etree._Element, folder: Path | None) -> str:
    """The absolute path of the file a saved tree was parsed from, "" when it is not at hand."""
    source = next(root.iter(f"{{{SOURCE}}}source"), None)
    name = source.get("file", "") if source is not None else ""
    if folder is None or not name or Path(name).name != name:
        return ""
    places = (folder / name, Path(name))
    return next((str(place.resolve()) for place in places if place.is_file()), "")
