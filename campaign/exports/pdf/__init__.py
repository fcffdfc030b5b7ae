"""The brief on A4 paper."""
