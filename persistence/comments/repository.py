"""Comments, stored."""

from domain.comments.model import Comment
from persistence.comments.tables import comments
from persistence.repository import Repository, Store

_COMMENTS = Store(Comment, comments)


class CommentRepository(Repository[Comment]):
    """What members write about jobs."""

    store = _COMMENTS
