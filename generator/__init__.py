"""kehoach: official plan documents (Kế hoạch) of People's Committees from structured data."""

__version__ = "0.1.0"
