"""All tables, one module each."""

from __future__ import annotations

from campaign.schema.tables.activities import ACTIVITIES
from campaign.schema.tables.activity_types import ACTIVITY_TYPES
from campaign.schema.tables.campaigns import CAMPAIGNS
from campaign.schema.tables.labour_migrants import LABOUR_MIGRANTS
from campaign.schema.tables.milestones import MILESTONES
from campaign.schema.tables.oblasts import OBLASTS
from campaign.schema.tables.population import POPULATION
from campaign.schema.tables.public_texts import PUBLIC_TEXTS
from campaign.schema.tables.published import PUBLISHED
from campaign.schema.tables.reported_events import REPORTED_EVENTS
from campaign.schema.tables.targets import TARGETS
from campaign.schema.tables.translations import TRANSLATIONS

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
