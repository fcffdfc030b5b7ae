"""The columns of a sheet that are missing, not declared, or named like another one."""
