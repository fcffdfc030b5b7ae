"""The upload page: report, issues and questions to the owner of a file."""
