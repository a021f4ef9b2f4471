"""The decisions that are asked for, with room to tick and to sign on paper."""

from __future__ import annotations

from markupsafe import Markup

from smartcity_analysis.intake import City
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks import marked
from smartcity_analysis.report.markup import bullets, paragraph
from smartcity_analysis.report.stages.base import compose
from smartcity_analysis.report.texts import say


def decisions(city: City, *results: object, stage: int) -> Block:
    """List the decisions that are asked for, with room to tick and to sign on paper.

    Parameters
    ----------
    city : City
    *results : object
        The results of the stage, in any order.
    stage : int
        1–4.

    Returns
    -------
    Block

    Raises
    ------
    ValueError
        If the stage is unknown or one of its results is missing.
    """
    page = compose(stage, results)
    first, *rest = page.asked(city)
    body = bullets([marked(first, sample=page.sample), *rest], css="checks") + signatures(city)
    return Block("keputusan", body, "; ".join([first, *rest]), sample=page.sample)


def signatures(city: City) -> Markup:
    """Draw the lines on which head, council and team sign in print."""
    place = city.name.removeprefix(f"{city.profile.kind.capitalize()} ")
    head = say("decide.head", head_title=city.profile.head_title, place=place)
    signers = [head, say("decide.council"), say("decide.team")]
    lines = Markup("").join(paragraph(signer) for signer in signers)
    return Markup('<div class="sign">{}</div>').format(lines)
