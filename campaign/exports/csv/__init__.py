"""The register as CSV."""
