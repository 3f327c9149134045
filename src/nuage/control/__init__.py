"""What AWS has no call for, over HTTP below `/_nuage/`: health, the last calls, reset, rules."""
