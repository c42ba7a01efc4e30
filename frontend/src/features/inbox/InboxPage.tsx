import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import * as api from '../../api/generated/sdk.gen';
import { notifications as notificationsQuery } from '../../api/queries';
import { instantWords } from '../../ui/dates';
import { Empty, Failed, Head, Loading } from '../../ui/states';

/** What Tickmark tells one person: jobs that are held, automations that failed, what somebody wants them to know. */
export function InboxPage() {
  const client = useQueryClient();
  const query = useQuery(notificationsQuery);
  const read = useMutation({
    mutationFn: (body: { ids?: string[]; all?: boolean }) => api.readNotifications({ body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['notifications'] }),
  });
  const unread = query.data?.filter((one) => !one.read_at).length ?? 0;
  return (
    <div className="page">
      <Head title="Inbox">
        <Button size="xs" variant="default" disabled={unread === 0} onClick={() => read.mutate({ all: true })}>Mark all as read</Button>
      </Head>
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
      {query.data?.length === 0 && <Empty title="Nothing to tell you">When a job can’t move on by itself, or an automation wants you to know something, it is told here.</Empty>}
      {query.data && query.data.length > 0 && (
        <ul className="sheet inbox">
          {query.data.map((one) => (
            <li key={one.id} className="row" data-unread={!one.read_at}>
              <span className="dot" aria-label={one.read_at ? 'read' : 'not read yet'} />
              <span className="grow">
                {one.text}
                <br />
                <span className="small dim">
                  {instantWords(one.created_at)}
                  {one.job_id && (
                    <>
                      {' · '}
                      <Link to="/j/$id" params={{ id: one.job_id }} onClick={() => !one.read_at && read.mutate({ ids: [one.id] })}>{one.account_name} · {one.job_name}</Link>
                    </>
                  )}
                </span>
              </span>
              {!one.read_at && <Button size="compact-xs" variant="subtle" onClick={() => read.mutate({ ids: [one.id] })}>Read</Button>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
