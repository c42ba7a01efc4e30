import { useMutation, useQueryClient } from '@tanstack/react-query';
import { wordsOf } from '../api/problem';
import { say } from './toasts';

export type Act = (run: () => Promise<unknown>) => void;

/** Do something on the server: what is shown is asked for again, a refusal is said. */
export function useAct(): { act: Act; busy: boolean } {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: (run: () => Promise<unknown>) => run(),
    onSuccess: () => client.invalidateQueries(),
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
  return { act: mutate, busy: isPending };
}
