"""The domain of the campaign dashboard: registers, places, measures, figures and words."""

__version__ = "0.1.0"
