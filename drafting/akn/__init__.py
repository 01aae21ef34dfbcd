"""The Akoma Ntoso tree that every stage reads: element classes, lines, units, eIds, files."""

from drafting.akn.elements import Element, Provision, block_text
from drafting.akn.files import read_tree, tree_to_xml, xml_to_tree
from drafting.akn.lines import Piece, TreeLine, element_to_lines
from drafting.akn.references import Definition, Reference
from drafting.akn.tree import Doubt, SourceFile, Tree
from drafting.akn.units import Unit, element_to_units

__all__ = [
    "Definition", "Doubt", "Element", "Piece", "Provision", "Reference", "SourceFile", "Tree", "TreeLine", "Unit",
    "block_text", "element_to_lines", "element_to_units", "read_tree", "tree_to_xml",
    "xml_to_tree",
]
