"""What a stage used, kept beside what it computed: its worksheets, and who took part."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from smartcity_analysis.intake import City
from smartcity_analysis.pipeline.tables import to_csv
from smartcity_analysis.report.block import pack, unpack


def worksheets(city: City, folder: Path) -> dict[Path, bytes]:
    """Write every worksheet as the stage read it: English names, blanks as empty cells.

    Parameters
    ----------
    city : City
    folder : Path
        Where the files are to lie.

    Returns
    -------
    dict of Path to bytes
        One CSV for each table of the stage, also for those that were not handed in.
    """
    return {
        folder / f"{name}.csv": to_csv(unpack(pack(frame))) for name, frame in city.tables.items()
    }


def people(participants: pd.DataFrame) -> list[list[str | int]]:
    """Count who took part, without a name.

    Parameters
    ----------
    participants : DataFrame
        With ``block`` and ``role``. Not modified.

    Returns
    -------
    list of [block, participants, different roles]
        In alphabetical order of the blocks.

    Examples
    --------
    >>> people(pd.DataFrame({"block": ["expert", "expert"], "role": ["Ahli 1", "Ahli 2"]}))
    [['expert', 2, 2]]
    """
    return [
        [str(block), len(group), int(group["role"].nunique())]
        for block, group in participants.groupby("block", sort=True)
    ]
