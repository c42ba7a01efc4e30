import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { wordsOf } from '../api/problem';

export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      <p>{children}</p>
      {action}
    </div>
  );
}

export function Failed({ error, again }: { error: unknown; again?: () => void }) {
  return (
    <Empty title="This could not be loaded" action={again && <Button onClick={again}>Try again</Button>}>
      {wordsOf(error)}
    </Empty>
  );
}

export function Loading({ rows = 8, height = 34 }: { rows?: number; height?: number }) {
  return (
    <div className="stack" aria-busy="true" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="skeleton" style={{ height, opacity: 1 - row / (rows + 2) }} />
      ))}
    </div>
  );
}

export function Head({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <header className="head">
      <h1 className="grow">{title}</h1>
      {children}
    </header>
  );
}
