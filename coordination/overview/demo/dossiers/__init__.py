"""What the demonstration's consultations are about: fictional cases in the manner of real papers, by theme."""

from __future__ import annotations

from itertools import chain, zip_longest

from coordination.overview.demo.dossiers import environment, finance, governance, society, urban, ward
from coordination.overview.demo.texts import Dossier

_THEMES: tuple[tuple[Dossier, ...], ...] = (
    urban.ALL,
    finance.ALL,
    environment.ALL,
    society.ALL,
    governance.ALL,
    ward.ALL,
)

# One of each theme in turn, so that every month sees them all.
ALL: tuple[Dossier, ...] = tuple(one for one in chain.from_iterable(zip_longest(*_THEMES)) if one is not None)
