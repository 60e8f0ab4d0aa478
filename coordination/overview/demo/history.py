"""Which consultations the year holds: the ordinary ones, spread over its days, and those that are open today."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from coordination.consultations.rules import Kind, Urgency
from coordination.kernel import clock
from coordination.overview.demo.asking import Story
from coordination.overview.demo.behaviours import way_of
from coordination.overview.demo.dossiers import ALL
from coordination.overview.demo.playing import Play
from coordination.overview.demo.texts import Dossier

SEED = "phoi-hop"
ORDINARY = 105


def ordinary(play: Play, first: date, last: date, scale: float) -> list[Story]:
    """So many consultations, spread over the working days, each theme coming back in another place or quarter."""
    count = max(4, round(ORDINARY * scale))
    days = play.working_days(first, last)
    made = []
    for number in range(count):
        rng = Random(f"{SEED}-{number}")
        day = days[number * len(days) // count]
        dossier = _dossier(number)
        made.append(_story(play, dossier, clock.at(day, rng.randint(10, 16), rng.randint(0, 59)), rng))
    return made


def _dossier(number: int) -> Dossier:
    theme = ALL[number % len(ALL)]
    return theme.of(theme.variants[(number // len(ALL)) % len(theme.variants)])


def _story(play: Play, dossier: Dossier, issue: datetime, rng: Random) -> Story:
    asked = [each for each in dossier.consultees() if each[0] != dossier.lead]
    while len(asked) > 3 and rng.random() < 0.55:  # not every theme concerns everybody everywhere
        asked.pop(rng.randrange(len(asked)))
    story = Story(dossier, issue, rng, asked)
    story.ways = {code: way_of(code, rng) for code, _ in asked}
    if dossier.kind is not Kind.LEGAL_DOCUMENT and rng.random() < 0.12:
        story.days = rng.choice((3, 4))  # shorter than the rule's minimum, with a reason
    elif rng.random() < 0.2 and dossier.kind is not Kind.LEGAL_DOCUMENT:
        story.days = rng.choice((9, 10))
    if rng.random() < 0.06 and dossier.kind is not Kind.LEGAL_DOCUMENT:
        story.urgency = Urgency.URGENT
    if rng.random() < 0.04:
        story.withdrawn_after = rng.randint(1, 3)
    elif rng.random() < 0.06:
        story.amended_after = rng.randint(1, 2)
    return story
