"""The sheets of the results, one module for each topic."""
