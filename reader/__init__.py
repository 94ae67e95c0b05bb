"""dushu: a Chinese–English study reader for the terminal.

``document`` holds what is read, ``language`` how Chinese works, ``dictionary`` what words mean;
``annotation`` joins the three into annotated paragraphs. ``study`` keeps what the learner keeps,
``deck`` takes it elsewhere, ``bilingual`` sets a translation beside a text. ``session`` is the one
place that chooses concrete classes; the command line (``cli``) and the terminal app (``tui``) are
equals above it, and hold nothing beneath it.
"""

__version__ = "0.1.0"
