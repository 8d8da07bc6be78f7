"""The process that the agent starts: it loads a Python service once and forks a worker for each execution."""
