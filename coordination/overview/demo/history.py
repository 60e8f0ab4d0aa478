"""Which consultations the year holds: the ordinary ones, spread over its days, and those that are open today."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from coordination.consultations.rules import Kind, Urgency
from coordination.kernel import clock
from coordination.overview.demo.asking import Story
from coordination.overview.demo.behaviours import Way, way_of
from coordination.overview.demo.dossiers import ALL
from coordination.overview.demo.playing import Play
from coordination.overview.demo.texts import Dossier

SEED = "phoi-hop"
ORDINARY = 104

# What happens rarely, and yet must be there to be seen: in these of the year, one unit deals with it so.
STAGED = {
    1: Way.AVOIDS, 3: Way.CONTEST, 9: Way.UNHEARD, 16: Way.STUBBORN, 23: Way.AVOIDS, 31: Way.CONTEST, 40: Way.AVOIDS,
    47: Way.UNHEARD, 55: Way.CONTEST_LOST, 62: Way.AVOIDS, 70: Way.CONTEST, 78: Way.AVOIDS, 85: Way.UNHEARD,
}  # fmt: skip


def ordinary(play: Play, first: date, last: date, scale: float) -> list[Story]:
    """So many consultations, spread over the working days, each theme coming back in another place or quarter."""
    count = max(4, round(ORDINARY * scale))
    days = play.working_days(first, last)
    made, times = [], Counter[str]()
    for number in range(count):
        rng = Random(f"{SEED}-{number}")
        day = days[number * len(days) // count]
        dossier = _dossier(number)
        made.append(_story(play, dossier, clock.at(day, rng.randint(10, 16), rng.randint(0, 59)), rng, times))
    for number, way in STAGED.items():
        if number < count:
            made[number].withdrawn_after = 0
            made[number].days = None
            made[number].ways[made[number].asked[0][0]] = way
    return made


def _dossier(number: int) -> Dossier:
    theme = ALL[number % len(ALL)]
    return theme.of(theme.variants[(number // len(ALL)) % len(theme.variants)])


def _story(play: Play, dossier: Dossier, issue: datetime, rng: Random, times: Counter[str]) -> Story:
    asked = _some(dossier, rng, times)
    story = Story(dossier, issue, rng, asked)
    story.ways = {code: way_of(code, rng) for code, _ in asked}
    if dossier.kind is not Kind.LEGAL_DOCUMENT:
        story.days = rng.choice((*[None] * 13, 3, 4, 9, 10, 10))  # a few shorter than the rule's minimum, with a reason
        if rng.random() < 0.06:
            story.urgency = Urgency.URGENT
    if rng.random() < 0.04:
        story.withdrawn_after = rng.randint(1, 3)
    elif rng.random() < 0.06:
        story.amended_after = rng.randint(1, 2)
    return story


def _some(dossier: Dossier, rng: Random, times: Counter[str]) -> list[tuple[str, int]]:
    """Some of the theme's units, mostly those asked least so far: over the year everybody is asked about as often."""
    theme = dossier.consultees()
    size = rng.choices((3, 4, 5, 6, 7, 9), (30, 30, 20, 10, 6, 4))[0]
    chosen = {code for code, _ in sorted(theme, key=lambda each: (times[each[0]], rng.random()))[:size]}
    times.update(chosen)
    return [each for each in theme if each[0] in chosen]


# What is open today. `due` counts working days from today: 0 today, −2 two working days ago.
W = Way


@dataclass(frozen=True)
class Open:
    """One that is still going on: the theme's lead, when it falls due, how its units behave, what waits."""

    lead: str
    due: int
    ways: dict[str, Way] = field(default_factory=dict)
    stops_at: str = ""
    fixed: dict[str, int] = field(default_factory=dict)
    days: int = 7


OPEN: tuple[Open, ...] = (
    Open("STC", 0, {"STP": W.GOOD, "SNNMT": W.SILENT, "SXD": W.SILENT, "SYT": W.SILENT}),
    Open("SXD", 2, {"STC": W.GOOD, "P-SAIGON": W.GOOD}),
    Open("SGDDT", 1, {"SKHCN": W.GOOD, "P-GOVAP": W.SILENT}),
    Open("SYT", 4, {}),
    Open("SNV", 6, {}, days=10),
    Open("SVHTT", -1, {"SDL": W.SILENT, "SXD": W.SILENT, "STC": W.GOOD}),
    Open("SATTP", -2, {"SCT": W.SILENT, "SYT": W.GOOD, "SGDDT": W.GOOD}),
    Open("SDL", -3, {"SVHTT": W.SILENT, "SXD": W.GOOD, "SQHKT": W.GOOD}, fixed={"unsigned": 1}),
    Open("SNNMT", -5, {"SCT": W.SILENT, "P-CHOLON": W.SILENT, "STP": W.GOOD}, fixed={"up": 1, "decision_waits": 1}),
    Open("SXD", 3, {"SNNMT": W.MORE_TIME, "SVHTT": W.GOOD}, fixed={"SNNMT:waits": 1, "SNNMT:hands_back": 3}),
    Open("SCT", -1, {"SQHKT": W.CONTEST, "STC": W.GOOD, "SKHCN": W.GOOD}, fixed={"contest_waits": 1}),
    Open("STC", -3, {"SXD": W.VAGUE, "SYT": W.GOOD}),
    Open("GV-KTHTDT", 1, {"GV-VHXH": W.GOOD, "GV-CUDVC": W.SILENT}),
    Open("GV-VHXH", -4, {"GV-KTHTDT": W.SILENT, "GV-VP": W.GOOD}, fixed={"up": 1, "decision_waits": 1}),
    Open("SYT", 5, {}, stops_at="draft"),
    Open("SXD", 6, {}, stops_at="for_signing"),
    Open("GV-VP", 5, {}, stops_at="draft"),
    Open("SNV", 7, {}, stops_at="signed"),
)


def still_open(play: Play, today: date, scale: float) -> list[Story]:
    """What is going on today: due today, soon or some days ago, drafts, papers that wait for somebody."""
    made = []
    for number, one in enumerate(OPEN):
        rng = Random(f"{SEED}-open-{number}")
        theme = rng.choice([dossier for dossier in ALL if dossier.lead == one.lead])
        dossier = theme.of(theme.variants[-1 - number % 2])
        issue = _issue_day(play, today, one)
        story = _story(play, dossier, clock.at(issue, rng.randint(9, 11), rng.randint(0, 59)), rng, Counter())
        story.asked = _asked(dossier, one, 8 if scale > 0.5 else 4)
        story.ways = {code: one.ways.get(code, W.GOOD) for code, _ in story.asked}
        story.days, story.withdrawn_after, story.amended_after = one.days, 0, 0
        story.urgency, story.stops_at, story.fixed = Urgency.ORDINARY, one.stops_at, dict(one.fixed)
        made.append(story)
    return made


def _issue_day(play: Play, today: date, one: Open) -> date:
    """So many working days before its due day; what has not gone out would go out tomorrow."""
    if one.stops_at:
        return play.calendar.add(today, 1)
    return play.calendar.add(play.calendar.roll(today), one.due - one.days)


def _asked(dossier: Dossier, one: Open, most: int) -> list[tuple[str, int]]:
    """The theme's units, those with a part to play among them in any case."""
    theme = dict(dossier.consultees())
    named = [(code, theme.get(code, 0)) for code in one.ways]
    return (named + [each for each in theme.items() if each[0] not in one.ways])[:most]
