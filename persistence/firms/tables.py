"""Firms and their people."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    Uuid,
    false,
    func,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from persistence.metadata import belongs_to, entity_table, instant, record_table

firms = entity_table(
    "firms",
    Column("name", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column(
        "grace_seconds", Integer, CheckConstraint("grace_seconds BETWEEN 0 AND 60", "grace"), nullable=False
    ),
    Column("holidays", Text),
    Column("days_off", JSONB, nullable=False, server_default="[]"),
    Column("demo", Boolean, nullable=False, server_default=false()),
    Column("test_clock_seconds", Integer, nullable=False, server_default="0"),
    Column("webhook_secret_number", Integer, nullable=False, server_default="1"),
    instant("webhook_secret_rotated_at", nullable=True),
    CheckConstraint("firm_id = id", "is_its_own"),
)

members = entity_table(
    "members",
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("permissions", ARRAY(Text), nullable=False),
    Column("status", Text, nullable=False),
    Column("color", Text, nullable=False),
    Column("password_hash", Text),
)
# One address signs in to one firm of this server; a removed member's address is free again.
Index(
    "members_email_key",
    func.lower(members.c.email),
    unique=True,
    postgresql_where=members.c.status == "active",
)
Index("members_owner_key", members.c.firm_id, unique=True, postgresql_where=members.c.role == "owner")

sessions = record_table(
    "sessions",
    Column("member_id", Uuid, nullable=False),
    Column("token_hash", LargeBinary, nullable=False),
    instant("created_at"),
    instant("last_seen_at"),
    instant("expires_at"),
    Column("user_agent", Text, nullable=False),
    Column("address", Text, nullable=False),
    belongs_to("member_id", "members"),
    UniqueConstraint("firm_id", "token_hash"),
)
Index("sessions_member_idx", sessions.c.firm_id, sessions.c.member_id)
Index("sessions_expires_idx", sessions.c.firm_id, sessions.c.expires_at)

api_keys = record_table(
    "api_keys",
    Column("member_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("scopes", ARRAY(Text), nullable=False),
    Column("token_hash", LargeBinary, nullable=False),
    Column("ends_in", Text, nullable=False),
    instant("created_at"),
    instant("expires_at"),
    instant("last_used_at", nullable=True),
    belongs_to("member_id", "members"),
    UniqueConstraint("firm_id", "token_hash"),
)
Index("api_keys_created_idx", api_keys.c.firm_id, api_keys.c.created_at, api_keys.c.id)
Index("api_keys_member_idx", api_keys.c.firm_id, api_keys.c.member_id)

invitations = record_table(
    "invitations",
    Column("email", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("permissions", ARRAY(Text), nullable=False),
    Column("token_hash", LargeBinary, nullable=False),
    Column("invited_by", Uuid, nullable=False),
    instant("created_at"),
    instant("expires_at"),
    instant("accepted_at", nullable=True),
    belongs_to("invited_by", "members"),
    UniqueConstraint("firm_id", "token_hash"),
)
