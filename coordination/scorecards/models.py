"""What is kept about scores: the schemes by which they are computed. Scores themselves are computed from facts."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from coordination.kernel.store import Json, Model, key


class SchemeRow(Model):
    """A scoring scheme with its validity (design 4): `facts` is `rules.ScoringScheme` as JSON."""

    __tablename__ = "scoring_scheme"

    id: Mapped[int] = key()
    valid_from: Mapped[date] = mapped_column(index=True)
    valid_to: Mapped[date | None] = mapped_column()
    facts: Mapped[dict[str, Any]] = mapped_column(Json)
