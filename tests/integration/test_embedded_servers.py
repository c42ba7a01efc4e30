import asyncpg
from redis.asyncio import Redis


async def test_the_tests_have_a_postgresql(database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    try:
        assert await connection.fetchval("SELECT lower('ÄÖ')") == "äö"
    finally:
        await connection.close()


async def test_the_tests_have_a_redis(redis_url: str) -> None:
    async with Redis.from_url(redis_url) as redis:
        assert await redis.set("key", "value")
        assert await redis.get("key") == b"value"
