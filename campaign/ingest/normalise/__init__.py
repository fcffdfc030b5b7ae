"""The rows and columns of a sheet in the form that the tables declare."""
