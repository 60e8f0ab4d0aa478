"""Scores are a projection of the tables below: facts gathered in a fixed number of statements, then pure rules."""

from coordination.scorecards.queries.cards import CaseTitle, cards_of, case_titles, schemes
from coordination.scorecards.queries.consultees import consultee_cases
from coordination.scorecards.queries.delays import Delay, delays
from coordination.scorecards.queries.gathered import Left
from coordination.scorecards.queries.leads import lead_cases

__all__ = [
    "CaseTitle",
    "Delay",
    "Left",
    "cards_of",
    "case_titles",
    "consultee_cases",
    "delays",
    "lead_cases",
    "schemes",
]
