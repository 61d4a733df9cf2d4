"""What the dashboards draw: a unit and everything below it, from settled standings alone. Each file reads one thing."""
