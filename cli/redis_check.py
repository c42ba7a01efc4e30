from cli.steps import warn


def check_redis(redis_url: str) -> None:
    """Say it when an external Redis is away. That is no reason to stop: it only wakes workers."""
    from redis import Redis, RedisError

    try:
        with Redis.from_url(redis_url, socket_connect_timeout=2, socket_timeout=2) as redis:
            redis.ping()
    except (RedisError, OSError, ValueError) as error:
        warn(f"Redis does not answer, so work is done a little later until it does: {error}")
