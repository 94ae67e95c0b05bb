"""What the learner keeps: words with the sentences they were met in, statuses, reviews, corrections, the shelf."""
