"""What a run status says."""

from __future__ import annotations

from smartcity_analysis.analysis.status import Status
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import Finding, of
from smartcity_analysis.report.texts import say


@of.register
def _(result: Status) -> Finding:
    label = say(f"run_status.{result.state}")
    return Finding(label, fmt.capitalised(say(f"run_status.means.{result.state}")), short=label)


def reasons(status: Status) -> list[str]:
    """Say every rule that does not hold once, with its numbers, the blocking ones first."""
    said = [
        say(
            f"run_status.fails.{row['requirement']}",
            failing=fmt.number(row["failing"]),
            total=fmt.number(row["checked"]),
        )
        if row["checked"]
        else say("run_status.nothing", rule=say(f"run_status.rule.{row['requirement']}"))
        for _, row in status.failing.iterrows()
    ]
    return list(dict.fromkeys(said))
