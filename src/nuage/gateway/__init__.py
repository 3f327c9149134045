"""Serving LocalStack's gateway: our listener, our components, a runtime without certificates."""
