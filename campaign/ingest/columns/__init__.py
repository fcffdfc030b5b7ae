"""The columns of a sheet that are missing, undeclared, or have the name of another column."""
