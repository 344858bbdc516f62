"""konon."""
