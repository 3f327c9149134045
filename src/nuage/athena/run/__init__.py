"""What each statement does: one executor a kind of statement, chosen in `table`."""
