"""Removes from an account what carries a lab's tags, and nothing else; then looks again."""
