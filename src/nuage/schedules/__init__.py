"""EventBridge rules and EventBridge Scheduler schedules, on the lab clock."""
