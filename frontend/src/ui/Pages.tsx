import { Button } from '@mantine/core';

/** Back and next through a list; `cursors` are those of the pages gone through. */
export function Pages({ page, cursors, turn }: { page: { has_more: boolean; next_cursor: string | null } | undefined; cursors: readonly string[]; turn: (cursors: string[]) => void }) {
  if (!page || (!cursors.length && !page.has_more)) return null;
  return (
    <div className="row" style={{ marginTop: 12 }}>
      <Button variant="default" size="xs" disabled={!cursors.length} onClick={() => turn(cursors.slice(0, -1))}>Back</Button>
      <Button variant="default" size="xs" disabled={!page.has_more} onClick={() => page.next_cursor && turn([...cursors, page.next_cursor])}>Next</Button>
    </div>
  );
}
