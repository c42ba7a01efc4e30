"""The comments of a job, as PostgreSQL builds them."""

from persistence.comments.tables import comments
from persistence.listing import Listing, by_creation, fields, json_object

comments_listing = Listing(
    row=json_object(
        fields(
            comments,
            "c",
            "id",
            "version",
            "job_id",
            "author",
            "text",
            "mention_ids",
            "edited_at",
            "deleted_at",
            "created_at",
            "updated_at",
        )
    ),
    source="comments c",
    alias="c",
    sorts=by_creation("c"),
    filters={"job_id": "c.job_id = :job_id"},
    always="c.deleted_at IS NULL",
)
