"""Charts of regions: the map, the ranking, and charts of rates and population."""
