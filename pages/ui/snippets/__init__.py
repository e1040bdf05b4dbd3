"""What is on screen as short runnable programs, one module a page."""
