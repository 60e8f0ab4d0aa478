"""The overview has no doors of its own: one consultation is opened through the door of its chapter."""

from coordination.consultations.access import consultation

__all__ = ["consultation"]
