"""The comments of a job."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.answers import entity_answer
from api.caller import Me
from api.documented import READ_ONE, WRITE
from api.idempotency import answer_once
from api.jobs.comment_schemas import CommentAnswer, CommentChange, NewComment
from api.jobs.parts import of_job
from api.paging import Paging
from api.schemas import Page
from domain.comments.change_comment import change_comment, delete_comment
from domain.comments.model import Comment
from domain.comments.write_comment import write_comment
from persistence.comments.reader import comments_listing

router = APIRouter(prefix="/v1/jobs/{job_id}/comments", tags=["jobs"])


@router.get(
    "",
    operation_id="list_job_comments",
    summary="What was written about a job",
    response_model=Page[CommentAnswer],
    responses=READ_ONE,
)
async def get_comments(me: Me, job_id: UUID, paging: Annotated[Paging, Query()]) -> Response:
    """Newest first; deleted ones are left out."""
    return await of_job(me, job_id, comments_listing, paging, "-created_at")


@router.post(
    "",
    operation_id="create_job_comment",
    summary="Write about a job",
    status_code=201,
    response_model=CommentAnswer,
    responses=WRITE,
)
async def post_comment(me: Me, job_id: UUID, body: NewComment) -> Response:
    """Whoever sees the job may. A mention of somebody who does not see it is refused."""
    context = me.context()
    return await answer_once(
        me, 201, lambda uow: write_comment(job_id, body.text, body.mention_ids, uow, context), Comment.view
    )


@router.patch(
    "/{comment_id}",
    operation_id="update_job_comment",
    summary="Change a comment of one's own",
    response_model=CommentAnswer,
    responses=WRITE,
)
async def patch_comment(me: Me, job_id: UUID, comment_id: UUID, body: CommentChange) -> Response:
    """Only its author may; it shows that it was edited, and history keeps the former words."""
    version = me.expected_version("comment")
    changed = await change_comment(
        job_id, comment_id, me.uow(), me.context(), **body.given(), expected_version=version
    )
    return entity_answer(changed.view())


@router.delete(
    "/{comment_id}",
    operation_id="delete_job_comment",
    summary="Delete a comment of one's own",
    status_code=204,
    responses=WRITE,
)
async def remove_comment(me: Me, job_id: UUID, comment_id: UUID) -> Response:
    """Only its author may; history says that there was one."""
    await delete_comment(job_id, comment_id, me.uow(), me.context())
    return Response(status_code=204)
