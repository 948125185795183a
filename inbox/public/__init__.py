"""What anybody reaches: the way through for sendings, the status look-up, search, the built site, figures."""
