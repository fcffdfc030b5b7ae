"""Three languages: translations, numbers, dates, and texts made comparable."""
