"""Scripts and styles that run in the browser, and the linker that makes one script of modules."""
