"""What a check is asked to do: rules selected, profile, settings files, known findings.

Settings come from ``setup.cfg`` ([drafting]) or ``drafting.toml`` beside the source or above it:

    [drafting]                      # setup.cfg                # drafting.toml
    select = N,R,P001               # comma or line breaks     select = ["N", "R", "P001"]
    ignore = W003                                              ignore = ["W003"]
    profile = local                                            profile = "local"
    fail-on = error                                            fail-on = "error"
    baseline = known.json                                      baseline = "known.json"
"""

from __future__ import annotations

import configparser
import json
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Literal, cast, get_args

from drafting.checks.findings import Finding, Severity
from drafting.errors import DraftingError
from drafting.records import record

Profile = Literal["npc", "state-council", "local", "rule", "document"]
PROFILES: tuple[str, ...] = get_args(Profile)
SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")
"""From the least grave."""
_KEYS = ("select", "ignore", "profile", "fail-on", "baseline")


@record
class CheckSettings:
    """``select`` and ``ignore`` are code prefixes (N, R001); () selects every rule.

    The longest prefix that fits a code decides, ``ignore`` in a tie. ``profile`` None is guessed
    from the title. ``source`` is the name findings carry. ``baseline`` is a file of known findings.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: Profile | None = None
    fail_on: Severity = "warning"
    baseline: str = ""
    source: str = ""

    def takes(self, code: str) -> bool:
        """Whether rule ``code`` is to run."""
        chosen = _longest(self.select, code) if self.select else 0
        return chosen > _longest(self.ignore, code)


def _longest(prefixes: Iterable[str], code: str) -> int:
    return max((len(p) for p in prefixes if code.startswith(p)), default=-1)


def make_settings(**values: object) -> CheckSettings:
    """Build settings from plain values (of a file or the command line), checking each.

    Raises DraftingError naming the setting that cannot be.
    """
    settings = CheckSettings()
    for key, value in values.items():
        settings = replace(settings, **{key: _read_value(key, value)})  # type: ignore[arg-type]
    return settings


def _read_value(key: str, value: object) -> object:
    if key in ("select", "ignore"):
        return _read_prefixes(key, value)
    text = str(value or "").strip()
    if key == "profile":
        if text and text not in PROFILES:
            raise DraftingError(f"profile {text}: unknown; use one of {', '.join(PROFILES)}")
        return text or None
    if key == "fail_on" and text not in SEVERITIES:
        raise DraftingError(f"fail-on {text}: unknown; use one of {', '.join(SEVERITIES)}")
    return text


def _read_prefixes(key: str, value: object) -> tuple[str, ...]:
    from drafting.checks.registry import all_rules

    parts = value if isinstance(value, (list, tuple)) else str(value or "").replace("\n", ",")
    words = parts.split(",") if isinstance(parts, str) else [str(p) for p in parts]
    prefixes = tuple(w.strip().upper() for w in words if w.strip())
    for prefix in prefixes:
        if not any(r.code.startswith(prefix) for r in all_rules()):
            raise DraftingError(f"{key} {prefix}: no rule has such a code; see drafting rule")
    return prefixes


def read_settings(folder: Path) -> dict[str, object]:
    """The settings that hold in ``folder``: of the nearest file in it or above, {} for none.

    Raises DraftingError for a file that cannot be read or a key that is not known.
    """
    for place in (folder, *folder.resolve().parents):
        for name in ("drafting.toml", "setup.cfg"):
            path = place / name
            found = _read_file(path) if path.is_file() else None
            if found is not None:
                return _check_keys(found, path)
    return {}


def _read_file(path: Path) -> dict[str, object] | None:
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".toml":
            table = tomllib.loads(text)
            return cast("dict[str, object]", table.get("drafting", table))
        parser = configparser.ConfigParser(interpolation=None)
        parser.read_string(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, configparser.Error) as error:
        if path.name == "setup.cfg":  # somebody else's file; nothing of ours is lost
            return None
        raise DraftingError(f"{path}: cannot be read ({error}); mend or remove it") from None
    return dict(parser["drafting"]) if parser.has_section("drafting") else None


def _check_keys(found: dict[str, object], path: Path) -> dict[str, object]:
    unknown = [key for key in found if key.replace("_", "-") not in _KEYS]
    if unknown:
        raise DraftingError(f"{path}: unknown setting {unknown[0]}; known are {', '.join(_KEYS)}")
    values = {key.replace("-", "_"): value for key, value in found.items()}
    if values.get("baseline"):
        values["baseline"] = str(path.parent / str(values["baseline"]))
    return values


def finding_key(finding: Finding) -> str:
    """What stays the same when lines move: code, address and words."""
    return "|".join((finding.code, finding.label or finding.eid, finding.words))


def read_baseline(path: str) -> dict[str, int]:
    """Known findings: how often each key is forgiven. Raises DraftingError for a bad file."""
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        return {str(key): int(count) for key, count in data["known"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DraftingError(
            f"{path}: not a baseline ({error}); write one with --write-baseline"
        ) from None


def findings_to_baseline(findings: Iterable[Finding]) -> bytes:
    """The baseline file in which ``findings`` are known."""
    known: dict[str, int] = {}
    for finding in findings:
        key = finding_key(finding)
        known[key] = known.get(key, 0) + 1
    text = json.dumps({"known": dict(sorted(known.items()))}, ensure_ascii=False, indent=1)
    return (text + "\n").encode()


def drop_known(findings: list[Finding], known: dict[str, int]) -> list[Finding]:
    """``findings`` without those that the baseline knows, each as often as it knows it."""
    left = dict(known)
    fresh = []
    for finding in findings:
        key = finding_key(finding)
        if left.get(key, 0) > 0:
            left[key] -= 1
        else:
            fresh.append(finding)
    return fresh


def is_at_least(severity: Severity, floor: Severity) -> bool:
    """Whether ``severity`` is as grave as ``floor``, or graver."""
    return SEVERITIES.index(severity) >= SEVERITIES.index(floor)
