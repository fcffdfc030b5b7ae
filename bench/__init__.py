"""The benchmark: it measures this app and a plain Streamlit page in one run."""
