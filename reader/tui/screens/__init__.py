"""Screens decide: they hold the session, answer widgets' messages and hand state down."""
