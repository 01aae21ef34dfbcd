"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

# The suite tries the same examples on every run, so that what it says depends on the code alone.
# HYPOTHESIS_PROFILE=search tries new ones, to find new faults.
hypothesis.settings.register_profile("suite", derandomize=True)
hypothesis.settings.register_profile("search", derandomize=False)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's top folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora beside the checkout; what needs it skips where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpus").is_dir():
        pytest.skip("needs the corpora in ../shared, which are not here")
    return folder


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The five source documents."""
    return ROOT / "seeds"
