"""What the learner keeps: words with their sentences, statuses, reviews, corrections, the shelf."""
