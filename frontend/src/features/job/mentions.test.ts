import { expect, test } from 'vitest';
import { inParts, mentionAt, mentionedIn, whoBegins } from './mentions';

const MEMBERS = [{ id: 'a', name: 'Ana' }, { id: 'l', name: 'Ana Lima' }, { id: 'o', name: 'Tom O’Hara (CPA)' }];

test('an @ that begins a word asks who is meant, as far as it is typed', () => {
  expect(mentionAt('Ask @an', 7)).toEqual({ from: 4, typed: 'an' });
  expect(mentionAt('@', 1)).toEqual({ from: 0, typed: '' });
  expect(mentionAt('ada@rossi', 9)).toBeNull();
  expect(mentionAt('Ask @an', 3)).toBeNull();
  expect(whoBegins(MEMBERS, 'li').map(({ id }) => id)).toEqual(['l']);
  expect(whoBegins(MEMBERS, 'ana lima please')).toEqual([]);
});

test('of two names the longer one is meant, and only whole names count', () => {
  expect(mentionedIn('@Ana Lima and @Tom O’Hara (CPA): look', MEMBERS)).toEqual(['l', 'o']);
  expect(mentionedIn('@Anastasia, Ana', MEMBERS)).toEqual([]);
  expect(inParts('So @Ana, look', MEMBERS)).toEqual(['So ', '@Ana', ', look']);
  expect(inParts('So @Ana', [])).toEqual(['So @Ana']);
});
