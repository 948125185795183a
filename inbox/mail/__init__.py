"""What mail says, when offices are reminded, how it leaves."""
