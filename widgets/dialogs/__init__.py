"""Small questions over a screen: one of many, some of many, a line of text."""
