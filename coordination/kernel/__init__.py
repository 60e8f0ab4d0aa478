"""What every chapter stands on. The kernel knows no chapter."""
