"""Registers in a database engine, queried with SQL instead of held in memory.

`open_register` opens one: `drivers` connects to an engine of `files` or `servers`, `checks` examine
the rows, and `sql` has the register itself with its statements. `answers` saves the check of files.
"""
