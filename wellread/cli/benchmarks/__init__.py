"""What `wellread bench` measures, and against whom. Nothing here runs in a library that readers see."""
