"""Colours, hatching and line styles: the only package that defines the look of charts."""
