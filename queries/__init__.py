"""The labs' questions, one file each."""
