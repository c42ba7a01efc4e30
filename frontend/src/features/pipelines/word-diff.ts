/** A piece of two texts: in both, only in the former, or only in the present one. */
export interface Piece {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

const MOST = 400_000;

/** What was taken out of a text and what came in, word by word; very long texts as a whole. */
export function wordDiff(before: string, after: string): Piece[] {
  const was = before.match(/\s+|\S+/g) ?? [];
  const now = after.match(/\s+|\S+/g) ?? [];
  if (was.length * now.length > MOST) return joined([{ kind: 'gone', text: before }, { kind: 'new', text: after }]);
  const width = now.length + 1;
  const common = new Uint32Array((was.length + 1) * width);
  const at = (row: number, column: number): number => common[row * width + column] ?? 0;
  for (let row = was.length - 1; row >= 0; row--) {
    for (let column = now.length - 1; column >= 0; column--) {
      common[row * width + column] = was[row] === now[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const pieces: Piece[] = [];
  let row = 0;
  let column = 0;
  while (row < was.length || column < now.length) {
    if (row < was.length && column < now.length && was[row] === now[column]) {
      pieces.push({ kind: 'same', text: was[row++] ?? '' });
      column++;
    } else if (row < was.length && (column === now.length || at(row + 1, column) >= at(row, column + 1))) {
      pieces.push({ kind: 'gone', text: was[row++] ?? '' });
    } else {
      pieces.push({ kind: 'new', text: now[column++] ?? '' });
    }
  }
  return joined(pieces);
}

function joined(pieces: readonly Piece[]): Piece[] {
  const told: Piece[] = [];
  for (const piece of pieces) {
    const last = told.at(-1);
    if (last?.kind === piece.kind) last.text += piece.text;
    else if (piece.text) told.push({ ...piece });
  }
  return told;
}
