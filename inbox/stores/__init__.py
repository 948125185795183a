"""Every SQL statement of the inbox, each function named by the question it answers; `tables` says what there is."""
