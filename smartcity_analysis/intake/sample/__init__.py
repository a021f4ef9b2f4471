"""Sample rows, drawn by rule: what a demonstration needs and no source gives.

**Nobody said, planned or promised any of this.** Every row carries the status ``sample`` (CONTOH),
every text that no source gives begins with "Contoh:", and every page that rests on it says so.

* :mod:`.ratings`: SWOT and USG ratings of an imaginary panel (stage 1).
* :mod:`.aims`, :mod:`.plan`, :mod:`.judgements`: strategies, objectives, programmes, roadmap and
  what people would judge of them (stage 2).
* :mod:`.action`: cards, activities, indicators and progress (stage 3).
* :mod:`.closing`: commitments, documents, reviews and self-evaluation (stage 4).
* :func:`write_sample` writes them beside the real rows of a city's worksheets::

      from pathlib import Path
      from smartcity_analysis.intake.sample import write_sample
      write_sample(Path("data/raw/kota-tegal/2022"), seed=3376)
"""

from smartcity_analysis.intake.sample.ratings import (
    RATERS,
    sample_swot_ratings,
    sample_usg_ratings,
)
from smartcity_analysis.intake.sample.writing import sample_plan, write_sample

__all__ = ["RATERS", "sample_plan", "sample_swot_ratings", "sample_usg_ratings", "write_sample"]
