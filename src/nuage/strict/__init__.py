"""The emulator in the part of AWS, for rehearsals: TLS, keys that look real, signatures that are checked."""
