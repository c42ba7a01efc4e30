import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import * as api from '../../api/generated/sdk.gen';
import { onLive } from '../../api/live';
import { applyEvent, decode } from './cards';
import { BoardStore } from './store';

const SETTLE_MS = 250;

/** The board of a pipeline: loaded once, kept up to date by the stream, loaded anew only when the stream can't tell. */
export function useBoard(pipelineId: string) {
  const [store, setStore] = useState<BoardStore | null>(null);
  const [error, setError] = useState<unknown>(null);
  const client = useQueryClient();
  const current = useRef<BoardStore | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const load = useCallback(async () => {
    try {
      const { data } = await api.getBoard({ path: { pipeline_id: pipelineId } });
      const base = decode(data);
      if (current.current) current.current.setBase(base);
      else setStore((current.current = new BoardStore({ base, pending: new Map() })));
      setError(null);
    } catch (failure) {
      if (!current.current) setError(failure);
    }
  }, [pipelineId]);
  const refresh = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void load(), SETTLE_MS);
  }, [load]);
  useEffect(() => {
    void load();
    return () => clearTimeout(timer.current);
  }, [load]);
  useEffect(
    () =>
      onLive((event) => {
        const board = current.current;
        if (!board) return;
        const object = event.data.object;
        // A job that went elsewhere was here, perhaps: the board itself knows.
        const elsewhere = !event.type.startsWith('job.') && 'pipeline_id' in object && object['pipeline_id'] !== null && object['pipeline_id'] !== pipelineId;
        if (elsewhere) return;
        if (event.type.startsWith('pipeline.') && object['id'] === pipelineId) {
          void client.invalidateQueries({ queryKey: ['pipelines'] });
        }
        const next = applyEvent(board.get().base, event);
        if (next === null) refresh();
        else if (next !== board.get().base) board.setBase(next);
      }, refresh),
    [pipelineId, refresh, client],
  );
  return { store, error, refresh };
}

const NARROW = '(max-width: 720px)';

/** Whether the window is as narrow as a phone. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      const list = matchMedia(NARROW);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => matchMedia(NARROW).matches,
  );
