"""A lab on this machine: its two servers as processes, their files, addresses and clients."""
