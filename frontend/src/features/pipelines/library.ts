import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import * as api from '../../api/generated/sdk.gen';
import type { LibraryStage } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { pipelines as pipelinesQuery } from '../../api/queries';
import { say } from '../../ui/toasts';

export const libraryQuery = queryOptions({
  queryKey: ['pipeline-library'],
  queryFn: async () => (await api.listPipelineLibrary()).data.data,
  staleTime: Infinity,
});
export const libraryPipelineQuery = (key: string) =>
  queryOptions({
    queryKey: ['pipeline-library', key],
    queryFn: async () => (await api.getLibraryPipeline({ path: { key } })).data,
    staleTime: Infinity,
  });

/** Install a pipeline and open its board. */
export function useInstall() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (key: string) => (await api.installPipeline({ path: { key } })).data,
    onSuccess: async (made) => {
      await client.invalidateQueries();
      say(`“${made.name}” is installed. It is yours now: change what you like.`);
      await navigate({ to: '/p/$key', params: { key: made.id }, search: {} });
    },
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
}

/** Whether a name is that of a library pipeline, or of a later installation of it: “1040 (2)”. */
export const isInstallation = (name: string, of: string): boolean => name === of || (name.startsWith(`${of} (`) && /^\d+\)$/.test(name.slice(of.length + 2)));

/** The firm's pipelines that came from it, as far as their names still tell. */
export function useInstalled(name: string) {
  return (useQuery(pipelinesQuery).data ?? []).filter((one) => isInstallation(one.name, name));
}

export const count = (amount: number, word: string): string => `${amount} ${word}${amount === 1 ? '' : 's'}`;

const NEEDS: Record<string, string> = { assignee_ids: 'an assignee', due_date: 'a due date', start_date: 'a start date', internal_deadline: 'an internal deadline', description: 'a description', tasks_done: 'all tasks done' };

/** How long a job may stay, what it needs to enter, how many have room, how it leaves: short, each by itself. */
export function stageFacts(stage: Pick<LibraryStage, 'automove' | 'limit' | 'requirements' | 'wip_limit'>): string[] {
  const needs = stage.requirements.map((one) => `${one['mode'] === 'block' ? 'needs' : 'asks for'} ${NEEDS[String(one['field'] ?? one['kind'])] ?? 'a permission'}`);
  return [
    stage.limit ? `${count(Number(stage.limit['amount']), String(stage.limit['unit']).replace('_', ' ').replace(/s$/, ''))} at most` : '',
    ...needs,
    stage.wip_limit ? `room for ${count(Number(stage.wip_limit['amount']), 'job')}` : '',
    stage.automove ? 'moves on by itself' : '',
  ].filter(Boolean);
}
