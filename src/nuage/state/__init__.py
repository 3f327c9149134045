"""What the emulator holds, as a whole: emptied by a reset, kept on disk between runs."""
