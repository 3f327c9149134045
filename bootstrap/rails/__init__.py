"""What stands between a command and a real account: where calls go, whose account it is, what it costs."""
