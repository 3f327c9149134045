"""The Athena API: what each operation answers, without the wire and without the host."""
