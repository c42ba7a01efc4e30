import { expect, test } from 'vitest';
import { wordDiff } from './word-diff';

const read = (before: string, after: string, kind: 'gone' | 'new'): string =>
  wordDiff(before, after).filter((piece) => piece.kind !== kind).map((piece) => piece.text).join('');

test('what stays is not told again', () => {
  expect(wordDiff('Please send us the forms.', 'Please send the signed forms.')).toEqual([
    { kind: 'same', text: 'Please send ' },
    { kind: 'gone', text: 'us ' },
    { kind: 'same', text: 'the ' },
    { kind: 'new', text: 'signed ' },
    { kind: 'same', text: 'forms.' },
  ]);
});

test('both texts can be read out of the pieces', () => {
  for (const [before, after] of [['', 'a b'], ['a  b\nc', 'a b c'], ['x', ''], ['one two', 'two one'], ['w '.repeat(900), 'v '.repeat(900)]] as const) {
    expect(read(before, after, 'new')).toBe(before);
    expect(read(before, after, 'gone')).toBe(after);
  }
});
