"""Files that come with the package: ``templates/`` and ``seeds/`` stand at the project's top.

Installed, they are the subpackages ``drafting.templates`` and ``drafting.seeds``; in a checkout
that is not installed they are the folders beside ``drafting/``.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def read_resource(folder: str, name: str) -> bytes:
    """Return the bytes of ``name`` in ``folder`` ("templates" or "seeds").

    Raises FileNotFoundError when there is no such file.
    """
    return find_resource(folder, name).read_bytes()


def find_resource(folder: str, name: str = "") -> Path:
    """Return the path of ``name`` in ``folder`` (the folder itself for "")."""
    spec = find_spec(f"drafting.{folder}")
    if spec is not None and spec.submodule_search_locations:
        root = Path(spec.submodule_search_locations[0])
    else:
        root = Path(__file__).parent.parent / folder
    return root / name if name else root
