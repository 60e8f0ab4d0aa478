"""The demonstration: two administrations, their people, and a year of their work, made by the product's own actions."""

from coordination.overview.demo.loading import NotEmpty, load

__all__ = ["NotEmpty", "load"]
