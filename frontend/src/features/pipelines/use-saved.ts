import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import * as api from '../../api/generated/sdk.gen';
import { wordsOf } from '../../api/problem';
import { pipeline as pipelineQuery } from '../../api/queries';
import { say } from '../../ui/toasts';

const UNDO_MS = 10_000;

/** After a save of a pipeline: show it as it is now, and offer to take the save back. `revision` is the one shown. */
export function useSaved(pipelineId: string, revision: number | undefined): (words?: string) => Promise<void> {
  const client = useQueryClient();
  const { queryKey } = pipelineQuery(pipelineId);
  // The live stream may show a save before its own answer is here: what was told counts, not what is shown.
  const told = useRef<number>(undefined);
  useEffect(() => {
    told.current ??= revision;
  }, [revision]);
  return async (words = 'Saved.') => {
    await client.invalidateQueries({ queryKey: ['pipelines'] });
    const after = client.getQueryData(queryKey);
    if (!after || after.revision === told.current) return;
    told.current = after.revision;
    const undo = async (): Promise<void> => {
      try {
        const path = { pipeline_id: pipelineId, number: after.revision - 1 };
        await api.restorePipelineRevision({ path, body: {}, headers: { 'If-Match': `"${after.version}"` } });
        await client.invalidateQueries({ queryKey: ['pipelines'] });
        told.current = client.getQueryData(queryKey)?.revision;
      } catch (error) {
        say(wordsOf(error), { tone: 'bad' });
      }
    };
    say(words, { action: { label: 'Undo', run: () => void undo(), until: Date.now() + UNDO_MS } });
  };
}
