"""A member's notifications, as PostgreSQL builds them."""

from persistence.listing import Listing, by_creation, fields, json_object
from persistence.notifications.tables import notifications

notifications_listing = Listing(
    row=json_object(
        {
            **fields(
                notifications,
                "n",
                "id",
                "version",
                "member_id",
                "text",
                "job_id",
                "read_at",
                "created_at",
                "updated_at",
            ),
            "job_name": "j.name",
            "account_name": "a.name",
        }
    ),
    source="""notifications n LEFT JOIN jobs j ON j.firm_id = n.firm_id AND j.id = n.job_id
        LEFT JOIN accounts a ON a.firm_id = j.firm_id AND a.id = j.account_id""",
    alias="n",
    sorts=by_creation("n"),
    filters={
        "member_id": "n.member_id = :member_id",
        "unread": "(n.read_at IS NULL) = CAST(:unread AS boolean)",
    },
)
