"""Adapters over libraries that both programs use; knows neither Pelican nor Flask."""
