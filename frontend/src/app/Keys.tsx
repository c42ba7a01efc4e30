import { Modal } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { BOARD_VERBS } from '../features/board/board-verbs';
import { type KeyLine, mayAct } from '../ui/keys';
import { KeysSwitch } from '../ui/KeysSwitch';

const GO = { p: ['/pipelines', 'pipelines'], j: ['/jobs', 'jobs'], t: ['/tasks', 'tasks'], a: ['/accounts', 'accounts'], r: ['/runs', 'runs'] } as const;
const GO_MS = 1500;
const EVERYWHERE: readonly KeyLine[] = [
  { shown: '⌘/Ctrl K', name: 'go anywhere' },
  ...Object.entries(GO).map(([key, [, name]]) => ({ shown: `g, then ${key}`, name: `go to ${name}` })),
  { shown: '?', name: 'these keys' },
];

/** `g` and a letter go to a page; `?` tells all keys. */
export function Keys() {
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const going = useRef(0);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!mayAct(event)) return;
      const to = Date.now() - going.current < GO_MS && GO[event.key as keyof typeof GO];
      going.current = event.key === 'g' ? Date.now() : 0;
      if (to) void navigate({ to: to[0] });
      else if (event.key === '?') setOpen(true);
      else return;
      event.preventDefault();
    };
    // Before the page's own keys: a letter after `g` is not theirs.
    addEventListener('keydown', press, true);
    return () => removeEventListener('keydown', press, true);
  }, [navigate]);
  return (
    <Modal opened={open} onClose={() => setOpen(false)} title="Keys" size="lg">
      <div className="stack">
        <KeysSwitch />
        <div className="key-lists">
          <List title="On the board" lines={BOARD_VERBS} />
          <List title="Everywhere" lines={EVERYWHERE} />
        </div>
      </div>
    </Modal>
  );
}

function List({ title, lines }: { title: string; lines: readonly KeyLine[] }) {
  return (
    <section>
      <h2>{title}</h2>
      <dl>
        {lines.map(({ shown, name }) => (
          <div key={shown} className="row">
            <dt><kbd>{shown}</kbd></dt>
            <dd>{name}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
