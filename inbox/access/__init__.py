"""Who is let in and may do what: passwords, second factor, rights; keys and the stamps of forms."""
