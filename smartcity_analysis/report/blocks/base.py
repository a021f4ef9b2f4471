"""The one way in which a result becomes a block; each kind of result registers its layout."""

from __future__ import annotations

from functools import singledispatch

from markupsafe import Markup

from smartcity_analysis.report.block import Block
from smartcity_analysis.report.markup import text
from smartcity_analysis.report.texts import say


@singledispatch
def block(result: object) -> Block:
    """Put a result on the page.

    Parameters
    ----------
    result : Coverage, Readiness, Gap, SwotPosition, Flip or UsgRanking

    Returns
    -------
    Block

    Raises
    ------
    TypeError
        If the result is of another type.
    """
    raise TypeError(f"blocks.block has no layout for {type(result).__name__!r}.")


def marked(claim: str, *, sample: bool) -> Markup:
    """Write a claim, with its mark when it rests on made-up judgements."""
    mark = Markup(' <span class="sample-mark">{}</span>').format(say("sample_mark"))
    return text(claim) + (mark if sample else Markup(""))
