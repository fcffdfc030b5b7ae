"""The domain of the campaign dashboard: registers, places, indicators, figures and words."""

__version__ = "0.1.0"
