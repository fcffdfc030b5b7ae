"""Charts of regions: the map, the ranking beside it, and rates beside the population."""
