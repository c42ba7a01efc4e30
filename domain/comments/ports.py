"""What use-cases need to know of comments."""

from typing import Protocol

from domain.comments.model import Comment
from domain.shared.ports import Repository


class Comments(Repository[Comment], Protocol):
    """What members write about jobs."""
