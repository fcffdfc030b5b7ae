"""The rows of a sheet: their kinds, marks and states, and the checks of what they contain."""
