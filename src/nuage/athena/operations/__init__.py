"""One module an operation of the Athena API; `table.py` lists them."""
