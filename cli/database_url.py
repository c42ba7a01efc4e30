def plain_url(database_url: str) -> str:
    """The URL as asyncpg and psql take it, whatever driver somebody wrote into it."""
    scheme, separator, rest = database_url.partition("://")
    if not separator or scheme.split("+")[0] not in {"postgres", "postgresql"}:
        return database_url
    return f"postgresql://{rest}"
