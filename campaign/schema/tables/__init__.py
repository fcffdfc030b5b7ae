"""All tables of the dashboard."""

from __future__ import annotations

from campaign.schema.tables.activities import ACTIVITIES
from campaign.schema.tables.campaigns import (
    ACTIVITY_TYPES,
    CAMPAIGNS,
    MILESTONES,
    PUBLIC_TEXTS,
    TRANSLATIONS,
)
from campaign.schema.tables.places import LABOUR_MIGRANTS, OBLASTS, POPULATION
from campaign.schema.tables.published import PUBLISHED, REPORTED_EVENTS
from campaign.schema.tables.targets import TARGETS

TABLES = (
    CAMPAIGNS,
    ACTIVITIES,
    TRANSLATIONS,
    TARGETS,
    ACTIVITY_TYPES,
    PUBLISHED,
    MILESTONES,
    REPORTED_EVENTS,
    LABOUR_MIGRANTS,
    PUBLIC_TEXTS,
    OBLASTS,
    POPULATION,
)
