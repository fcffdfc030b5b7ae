"""Charts of the days of a campaign: the timeline, the schedule, the lines of a plan."""
