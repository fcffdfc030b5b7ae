"""Elements of the page with a script in the browser: Streamlit components."""
