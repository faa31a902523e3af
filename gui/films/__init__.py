"""Films: the preview, the timeline dock, what the camera does in each shot, the file in the end."""
