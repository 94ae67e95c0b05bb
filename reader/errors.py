"""One root for every error a user can cause or meet."""

from __future__ import annotations


class DushuError(Exception):
    """What went wrong, where, and what to do, in one sentence that can be shown as it stands."""


class DocumentError(DushuError):
    """A text that cannot be opened or read."""


class DictionaryError(DushuError):
    """A dictionary file or its compiled index that cannot be used."""


class NotebookError(DushuError):
    """The learner's data cannot be read or written."""


class DeckError(DushuError):
    """A deck or word list that cannot be read or written."""


class ConfigError(DushuError):
    """A setting, a key table or a correction line that cannot be understood."""
