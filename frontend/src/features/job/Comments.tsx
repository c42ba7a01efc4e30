import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { operationId } from '../../api/client';
import * as api from '../../api/generated/sdk.gen';
import type { CommentAnswer, MemberAnswer, OneJob } from '../../api/generated/types.gen';
import { Problem } from '../../api/problem';
import { jobComments, me as meQuery, members as membersQuery } from '../../api/queries';
import { instantWords } from '../../ui/dates';
import { Avatar } from '../../ui/facts';
import { More } from '../../ui/More';
import { Failed, Loading } from '../../ui/states';
import { useAct } from '../../ui/use-act';
import { CommentBox } from './CommentBox';
import { inParts } from './mentions';

// What was begun stays while another tab or job is looked at.
const begun = new Map<string, string>();

/** What members wrote about the job, newest first, and a box to write in. */
export function Comments({ job }: { job: OneJob }) {
  const client = useQueryClient();
  const query = useInfiniteQuery(jobComments(job.id));
  const members = useQuery(membersQuery);
  const [text, setText] = useState(begun.get(job.id) ?? '');
  const key = useRef(operationId());
  const set = (typed: string): void => {
    setText(typed);
    begun.set(job.id, typed);
  };
  const write = async (written: string, mention_ids: string[]): Promise<void> => {
    try {
      await api.createJobComment({ path: { job_id: job.id }, body: { text: written, mention_ids }, headers: { 'Idempotency-Key': key.current } });
    } catch (failure) {
      // What is sent next is another request, unless this one may not have arrived.
      if (!(failure instanceof Problem) || failure.code !== 'offline') key.current = operationId();
      throw failure;
    }
    key.current = operationId();
    set('');
    await client.invalidateQueries({ queryKey: jobComments(job.id).queryKey });
  };
  return (
    <section className="stack" aria-label="Comments">
      <CommentBox label="Comment" verb="Comment" text={text} set={set} send={write} />
      {query.isPending && <Loading rows={2} height={40} />}
      {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
      {query.data && query.data.length > 0 && (
        <ol className="comments">
          {query.data.map((comment) => <Comment key={comment.id} comment={comment} members={members.data ?? []} />)}
        </ol>
      )}
      <More query={query} />
    </section>
  );
}

function Comment({ comment, members }: { comment: CommentAnswer; members: readonly MemberAnswer[] }) {
  const { data: me } = useQuery(meQuery);
  const { act } = useAct();
  const client = useQueryClient();
  const [changed, setChanged] = useState<string | null>(null);
  const [sure, setSure] = useState(false);
  const path = { job_id: comment.job_id, comment_id: comment.id };
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: jobComments(comment.job_id).queryKey });
  const save = async (text: string, mention_ids: string[]): Promise<void> => {
    await api.updateJobComment({ path, body: { text, mention_ids }, headers: { 'If-Match': `"${comment.version}"` } });
    setChanged(null);
    await again();
  };
  const author = members.find((member) => member.id === comment.author.id);
  const mentioned = members.filter((member) => comment.mention_ids.includes(member.id));
  return (
    <li className="comment">
      <Avatar name={comment.author.name} color={author?.color ?? 'gray'} />
      <div className="grow" style={{ minWidth: 0 }}>
        <div className="row wrap small">
          <strong>{comment.author.name}</strong>
          <span className="dim grow">{instantWords(comment.created_at)}{comment.edited_at && ' · edited'}</span>
          {me?.member.id === comment.author.id && changed === null && (
            <>
              <Button size="compact-xs" variant="subtle" onClick={() => setChanged(comment.text)}>Edit</Button>
              <Button size="compact-xs" variant="subtle" color={sure ? 'red' : 'blue'} onBlur={() => setSure(false)} onClick={() => (sure ? act(() => api.deleteJobComment({ path })) : setSure(true))}>{sure ? 'Really delete' : 'Delete'}</Button>
            </>
          )}
        </div>
        {changed === null ? (
          <div className="comment-text">{inParts(comment.text, mentioned).map((part, place) => (place % 2 ? <mark key={place}>{part}</mark> : part))}</div>
        ) : (
          <CommentBox label="Change your comment" verb="Save" text={changed} set={setChanged} send={save} cancel={() => setChanged(null)} />
        )}
      </div>
    </li>
  );
}
