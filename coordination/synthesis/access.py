"""The synthesis is opened through the consultation's door; the roles of its acts stand in `consultations.access`."""

from coordination.consultations.access import Relation, consultation, relations

__all__ = ["Relation", "consultation", "relations"]
