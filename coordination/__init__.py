"""The coordination and comment-request tracker, one chapter per step of the process."""

# The process, once: navigation, README, tests and the import contract follow this order.
CHAPTERS = (
    "units",
    "limits",
    "consultations",
    "replies",
    "assessment",
    "escalation",
    "synthesis",
    "scorecards",
    "overview",
)
