"""HTML written from the Jinja2 templates in ``templates/``: one file, nothing fetched."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from drafting.resources import find_resource

if TYPE_CHECKING:
    from jinja2 import Environment


def render_html(name: str, **context: Any) -> str:
    """Fill template ``name`` ("table.html"); everything is escaped unless the template says not."""
    return _environment().get_template(name).render(context)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(find_resource("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
