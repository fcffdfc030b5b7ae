"""The page that takes files: report, issues, questions to the owner of a file."""
