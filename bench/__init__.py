"""The benchmark: this app beside a plain Streamlit page, both measured in one run."""
