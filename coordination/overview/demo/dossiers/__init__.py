"""What the demonstration's consultations are about: fictional cases in the manner of real papers, by theme."""

from __future__ import annotations

from coordination.overview.demo.dossiers import urban
from coordination.overview.demo.texts import Dossier

ALL: tuple[Dossier, ...] = (*urban.FIRST,)
