"""Widgets show state and say what happened; they know neither screens nor session."""
