"""The campaign as frozen values: editions, places, activities and their totals."""
