"""Every component on one page per base, with sample content, for tests that look at them."""
