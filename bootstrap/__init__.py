"""Creates, plans and destroys the cloud resources of the labs, local or real."""
