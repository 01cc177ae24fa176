"""How good suggestions are: `python benchmarks/suggestions.py WHAT [--quick]`.

gold         micro-F1 and recall@3 on the sample transcripts' gold labels, against a plain baseline
growth       the same after 1, 2, 4, 8 and 15 transcripts that a person has coded
calibration  whether what is said to be likely at 80 % is right 8 of 10 times
wss          reading saved until 95 % of a code is found, against reading order
choices      what else was tried in place of the model in use
vsfc         topics of students' feedback, by the number of labels, at random and in our order;
             needs --vsfc FOLDER with train.tsv and dev.tsv (columns text, sentiment, topic) of
             UIT-VSFC (Nguyen et al. 2018, "UIT-VSFC: Vietnamese Students' Feedback Corpus for
             Sentiment Analysis"), which its authors give on request and which is not shipped here

The sample transcripts' labels are in tests/data/gold. Six of them were never looked at while rules
and suggestions were made: of these there are only totals.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import suggesting_calibration
import suggesting_choices
import suggesting_feedback
import suggesting_gold
import suggesting_growth
import suggesting_saving

WHAT = {
    "gold": suggesting_gold.run,
    "growth": suggesting_growth.run,
    "calibration": suggesting_calibration.run,
    "wss": suggesting_saving.run,
    "choices": suggesting_choices.run,
}
FEEDBACK = "vsfc"


def main() -> None:
    """Print the figures asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=[*WHAT, FEEDBACK])
    parser.add_argument("--quick", action="store_true", help="fewer parts, draws, codes or models")
    parser.add_argument("--vsfc", type=Path, help="the folder of UIT-VSFC")
    asked = parser.parse_args()
    if asked.what != FEEDBACK:
        WHAT[asked.what](quick=asked.quick)
    elif asked.vsfc is None:
        parser.error("vsfc needs --vsfc FOLDER, with train.tsv and dev.tsv")
    else:
        suggesting_feedback.run(asked.vsfc, quick=asked.quick)


if __name__ == "__main__":
    main()
