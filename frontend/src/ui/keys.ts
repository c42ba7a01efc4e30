import { useLocalStorage } from '@mantine/hooks';

const KEPT = 'tm-keys';

/** A line of the help: the keys as they are shown, and what they do. */
export interface KeyLine {
  shown: string;
  name: string;
}

/** Single keys may be switched off, in this browser: whoever dictates would set them off by speaking. */
export const useKeysSwitch = () => useLocalStorage<boolean>({ key: KEPT, defaultValue: true });

/** Whether the key may act. Arrows, Enter, Space and Escape always do; single characters unless they are switched off. */
export const mayAct = (event: KeyboardEvent): boolean =>
  !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target as HTMLElement) &&
  (event.key.length > 1 || event.key === ' ' || localStorage.getItem(KEPT) !== 'false');

const isTyping = (target: HTMLElement): boolean => target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null;
