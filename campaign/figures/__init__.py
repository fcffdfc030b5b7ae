"""The pictures: tidy frames, words and style in; a `go.Figure`, a sentence and a table out."""
