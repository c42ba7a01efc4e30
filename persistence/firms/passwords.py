"""Passwords by argon2id, in a few threads: each check takes 19 MiB and is slow on purpose."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

_THREADS = 2


class ArgonPasswords:
    """The hasher of the product: 19 MiB, two passes, one lane."""

    def __init__(self) -> None:
        self._hash = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19 * 1024, parallelism=1),))
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="passwords")
        self._nobody = self._hash.hash("nobody has this password")

    async def hash(self, password: str) -> str:
        """What is stored of a password."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._hash.hash, password)

    async def verify(self, password: str, stored: str | None) -> bool:
        """Whether it is the password; without a stored one it takes as long, and is not."""
        loop = asyncio.get_running_loop()
        right = await loop.run_in_executor(self._threads, self._hash.verify, password, stored or self._nobody)
        return bool(right) and stored is not None
