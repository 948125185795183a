"""Keys for separate purposes, made of the one secret of the settings."""

import hashlib


def derived(secret_key: str, purpose: str) -> bytes:
    """Return the key of a purpose; one tells nothing about another."""
    return hashlib.pbkdf2_hmac("sha256", secret_key.encode(), f"cong-khai {purpose}".encode(), 1000)
