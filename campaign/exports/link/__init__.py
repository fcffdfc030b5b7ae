"""The picture that stands for a link where it is shared: what is on it, and its drawing."""
