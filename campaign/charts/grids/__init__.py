"""Charts of two dimensions: types by region, regions by week."""
