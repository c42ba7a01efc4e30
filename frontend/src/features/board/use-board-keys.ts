import { useEffect, useRef } from 'react';
import { mayAct } from '../../ui/keys';
import { BOARD_VERBS, type BoardAtHand } from './board-verbs';

/** Keys on the board; none while somebody types or a dialog is open. */
export function useBoardKeys(board: BoardAtHand): void {
  const now = useRef(board);
  useEffect(() => {
    now.current = board;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (mayAct(event) && acts(now.current, event)) event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

/** Do what the key stands for; tells whether it stands for something here. */
export function acts(board: BoardAtHand, event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  const onCard = target.closest<HTMLElement>('[data-card]')?.dataset['card'];
  const key = event.shiftKey && event.key.startsWith('Arrow') ? `Shift+${event.key}` : event.key;
  const at = { board, key, onCard, id: onCard ?? board.focused, onControl: target.closest('button, a') !== null };
  const verb = BOARD_VERBS.find((one) => one.keys.includes(key) && (one.when?.(at) ?? true));
  verb?.do(at);
  return verb !== undefined;
}
