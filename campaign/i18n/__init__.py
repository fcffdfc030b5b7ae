"""Three languages: translations, formats of numbers and dates, and the comparison of texts."""
