"""What is read: documents, and how files become documents."""
