import { useQueryClient } from '@tanstack/react-query';
import * as api from '../../api/generated/sdk.gen';
import { wordsOf } from '../../api/problem';
import { pipeline as pipelineQuery } from '../../api/queries';
import { say } from '../../ui/toasts';

const UNDO_MS = 10_000;

/** After a save of a pipeline: show it as it is now, and offer to take the save back. */
export function useSaved(pipelineId: string): (words?: string) => Promise<void> {
  const client = useQueryClient();
  const { queryKey } = pipelineQuery(pipelineId);
  return async (words = 'Saved.') => {
    const before = client.getQueryData(queryKey);
    await client.invalidateQueries({ queryKey: ['pipelines'] });
    const after = client.getQueryData(queryKey);
    if (!before || !after || after.revision === before.revision) return;
    const undo = async (): Promise<void> => {
      try {
        const path = { pipeline_id: pipelineId, number: before.revision };
        await api.restorePipelineRevision({ path, body: {}, headers: { 'If-Match': `"${after.version}"` } });
        await client.invalidateQueries({ queryKey: ['pipelines'] });
      } catch (error) {
        say(wordsOf(error), { tone: 'bad' });
      }
    };
    say(words, { action: { label: 'Undo', run: () => void undo(), until: Date.now() + UNDO_MS } });
  };
}
