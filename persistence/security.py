"""The second wall: row-level security, forced, for a role that neither owns the tables nor bypasses it."""

from collections.abc import Iterable, Iterator

from persistence.database import APP_ROLE, RELAY_ROLE

# What the relay may look at, of all firms: only where work waits, never what it is about.
_RELAY_SEES = {
    "events": ("firm_id, id, aggregate_id, sequence, state, next_attempt_at, occurred_at", "state = 0"),
    "effects": ("firm_id, id, state, due_at, lease_until, created_at", "state IN ('waiting', 'claimed')"),
}


def create_roles() -> Iterator[str]:
    """The roles of the application and the relay, usable by whoever connects."""
    for role in (APP_ROLE, RELAY_ROLE):
        yield f"""
            DO $$ BEGIN
                CREATE ROLE {role} NOLOGIN NOINHERIT NOBYPASSRLS;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
            END $$"""
        yield f"GRANT {role} TO CURRENT_USER"
        yield f"GRANT USAGE ON SCHEMA public TO {role}"


def protect(tables: Iterable[str]) -> Iterator[str]:
    """Force row-level security on the tables: a transaction sees and writes the rows of its firm alone."""
    for table in tables:
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
        # (SELECT …) makes the setting be read once per statement, not once per row.
        yield f"""CREATE POLICY firm ON {table} TO {APP_ROLE}
            USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
            WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))"""
        yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP_ROLE}"


def let_relay_see() -> Iterator[str]:
    """The relay reads where work waits, in every firm."""
    for table, (columns, condition) in _RELAY_SEES.items():
        yield f"CREATE POLICY relay ON {table} FOR SELECT TO {RELAY_ROLE} USING ({condition})"
        yield f"GRANT SELECT ({columns}) ON {table} TO {RELAY_ROLE}"


# Signing in begins before the firm is known: these two answers, and no others, cross firms. The functions run as the
# tables' owner, on whom row-level security is forced too, so the owner is let to read just these two tables.
SIGN_IN_FUNCTIONS = (
    "CREATE POLICY sign_in ON members FOR SELECT TO CURRENT_USER USING (true)",
    "CREATE POLICY sign_in ON firms FOR SELECT TO CURRENT_USER USING (true)",
    """
    CREATE FUNCTION tickmark_find_sign_in(wanted text) RETURNS TABLE (firm_id uuid, member_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
    $$ SELECT m.firm_id, m.id FROM public.members m WHERE lower(m.email) = lower(wanted) AND m.status = 'active' $$""",
    """
    CREATE FUNCTION tickmark_firm_count() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
    $$ SELECT count(*) FROM public.firms $$""",
    "REVOKE ALL ON FUNCTION tickmark_find_sign_in(text), tickmark_firm_count() FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION tickmark_find_sign_in(text), tickmark_firm_count() TO {APP_ROLE}",
)
