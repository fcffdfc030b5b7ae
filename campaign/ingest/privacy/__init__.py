"""Recognizers of personal data in cells and texts of workbooks, and the exclusion of such texts."""
