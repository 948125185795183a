"""`python -m inbox` is what `make serve` runs."""

from inbox.supervisor import main

main()
