"""The errors that users meet: each is one line that names what, where and what to do."""


class DraftingError(Exception):
    """A job that could not be done; ``str()`` is the one line shown to the user (exit status 2)."""


class SourceError(DraftingError):
    """A source that cannot be read: missing, empty, binary, encrypted, too large, unknown kind."""

    def __init__(self, name: object, reason: str, remedy: str) -> None:
        super().__init__(f"{name}: {reason}; {remedy}")


class OutputError(DraftingError):
    """An output that cannot be written: it exists already, its folder is missing, unknown kind."""

    def __init__(self, name: object, reason: str, remedy: str) -> None:
        super().__init__(f"{name}: {reason}; {remedy}")


class StructureError(DraftingError):
    """A saved tree that is not the Akoma Ntoso this project reads."""
