"""Whether a stage may be decided on, what stands in its way, and every rule behind it."""

from __future__ import annotations

from markupsafe import Markup

from smartcity_analysis.analysis.status import Status
from smartcity_analysis.report import findings
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block
from smartcity_analysis.report.labels import spoken
from smartcity_analysis.report.markup import Column, bullets, details, table, text
from smartcity_analysis.report.texts import say

MARKS = {"ready": "●", "ready_with_notes": "▲", "not_ready": "■"}


@block.register
def _(result: Status) -> Block:
    return Block("syarat", verdict(result), str(findings.of(result)), result.tables())


def verdict(status: Status) -> Markup:
    """Say the verdict with what stands in its way, and fold every rule behind it."""
    label = f"{MARKS[status.state]} {say(f'run_status.{status.state}')}"
    blocking = int((status.failing["effect"] == "blocking").sum())
    told = findings.status.reasons(status)[:blocking]
    summary = say(
        "run_status.summary",
        held=fmt.number(int(status.rules["holds"].sum())),
        rules=fmt.number(len(status.rules)),
    )
    return (
        Markup('<div class="status {}"><p><b>{}</b> – {}</p>{}').format(
            status.state,
            label,
            text(say(f"run_status.means.{status.state}")),
            bullets(told) if told else Markup(""),
        )
        + details(summary, _rules(status), css="screen")
        + Markup("</div>")
    )


def _rules(status: Status) -> Markup:
    frame = status.rules.assign(
        holds=["yes" if holds else "no" for holds in status.rules["holds"]],
    )
    columns = [
        Column("requirement", spoken("run_status.rule"), wide=True),
        Column("holds", spoken("run_status.holds")),
        Column("failing", fmt.number, number=True),
        Column("checked", fmt.number, number=True),
        Column("effect", spoken("run_status.effect")),
    ]
    return table(frame, columns, caption=say("run_status.caption"))
