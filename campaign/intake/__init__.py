"""The one door: a file as an office saved it, to checked rows and a list of what was done."""
