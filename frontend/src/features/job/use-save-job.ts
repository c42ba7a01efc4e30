import { useMutation, useQueryClient } from '@tanstack/react-query';
import * as api from '../../api/generated/sdk.gen';
import type { JobChange } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { job as jobQuery } from '../../api/queries';
import { say } from '../../ui/toasts';

/** Save fields of a job, one save after the other: each is refused only if somebody else changed what is shown. */
export function useSaveJob(jobId: string): (body: JobChange) => void {
  const client = useQueryClient();
  const { queryKey } = jobQuery(jobId);
  const { mutate } = useMutation({
    scope: { id: `job-${jobId}` },
    mutationFn: (body: JobChange) => api.updateJob({ path: { job_id: jobId }, body, headers: { 'If-Match': `"${client.getQueryData(queryKey)?.version}"` } }),
    onSuccess: ({ data }) => client.setQueryData(queryKey, (shown) => shown && { ...shown, ...data }),
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
    onSettled: () => void client.invalidateQueries({ queryKey: ['jobs'] }),
  });
  return mutate;
}
