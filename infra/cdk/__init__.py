"""Both labs in Python, with CDK Terrain: `python -m infra.cdk` writes what `terraform apply` makes."""
