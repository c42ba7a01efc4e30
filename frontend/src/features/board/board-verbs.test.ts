import { beforeEach, expect, test, vi } from 'vitest';
import type { StageAnswer } from '../../api/generated/types.gen';
import { mayAct } from '../../ui/keys';
import { BOARD_VERBS, type BoardAtHand } from './board-verbs';
import type { Card } from './cards';
import { acts } from './use-board-keys';

const stages = ['s1', 's2', 's3'].map((id) => ({ id }) as StageAnswer);
const cards = (...ids: string[]) => ({ shown: ids.map((id) => ({ id }) as Card), all: ids.length, overdue: 0 });
const NAMES = ['setFocused', 'open', 'select', 'selectAll', 'move', 'change', 'moveTo', 'pickUp', 'holdOver', 'drop', 'add', 'mine', 'collapse', 'density', 'undo', 'close'] as const;

function aBoard(more: Partial<BoardAtHand> = {}) {
  const told: unknown[][] = [];
  const board = {
    stages, columns: new Map([['s1', cards('a', 'b')], ['s2', cards()], ['s3', cards('c')]]), focused: null, held: null,
    ...Object.fromEntries(NAMES.map((name) => [name, (...args: unknown[]) => told.push([name, ...args.map((one) => (one as { id?: string }).id ?? one)])])), ...more,
  } as BoardAtHand;
  const press = (key: string, on = 'a', init: KeyboardEventInit = {}): unknown[][] => {
    const element = document.querySelector(`[data-card="${on}"]`) ?? document.body;
    element.addEventListener('keydown', (event) => acts(board, event as KeyboardEvent), { once: true });
    element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...init }));
    return told.splice(0);
  };
  return press;
}

beforeEach(() => {
  document.body.innerHTML = '<div data-card="a"></div><div data-card="b"></div><div data-card="c"></div>';
});

test.each<[string, KeyboardEventInit, unknown[][]]>([
  ['j', {}, [['setFocused', 'b']]],
  ['ArrowRight', {}, [['setFocused', 'c']]],
  ['ArrowRight', { shiftKey: true }, [['moveTo', 'a', 's2']]],
  ['ArrowLeft', { shiftKey: true }, []],
  ['ArrowDown', { shiftKey: true }, [['select', 'a', true], ['select', 'b', true], ['setFocused', 'b']]],
  ['Enter', {}, [['open', 'a']]],
  [' ', {}, [['pickUp', 'a', 's1']]],
  ['x', {}, [['select', 'a']]],
  ['X', {}, [['selectAll', 's1']]],
  ['t', {}, [['change', 'tags', 'a']]],
  ['c', {}, [['add', 's1']]],
  ['[', {}, [['collapse', 's1']]],
  ['q', {}, [['mine']]],
  ['w', {}, []],
])('the key %s with %j', (key, init, told) => {
  expect(aBoard()(key, 'a', init)).toEqual(told);
});

test('what is picked up goes from stage to stage, and is dropped by the same key', () => {
  const press = aBoard({ held: 's1' });
  expect(press('ArrowRight')).toEqual([['holdOver', 's2']]);
  expect(press('ArrowLeft')).toEqual([]);
  expect(press('Enter')).toEqual([]);
  expect(press(' ')).toEqual([['drop']]);
});

test('with the focus nowhere, keys act on the card that had it last, and Space on none', () => {
  const press = aBoard({ focused: 'b' });
  expect(press('m', 'nowhere')).toEqual([['move', 'b']]);
  expect(press(' ', 'nowhere')).toEqual([]);
});

test('no key stands for two things, and each line of the help has its own words', () => {
  const keys = BOARD_VERBS.flatMap((verb) => verb.keys);
  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(BOARD_VERBS.map((verb) => verb.name)).size).toBe(BOARD_VERBS.length);
});

test('single keys may be switched off; arrows, Space and Escape act still', () => {
  vi.stubGlobal('localStorage', { getItem: () => 'false' });
  const may = (key: string): boolean => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true });
    document.body.dispatchEvent(event);
    return mayAct(event);
  };
  expect(['m', '?', '['].map(may)).toEqual([false, false, false]);
  expect([' ', 'ArrowDown', 'Escape', 'Enter'].map(may)).toEqual([true, true, true, true]);
  vi.unstubAllGlobals();
});
