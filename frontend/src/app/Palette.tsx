import { Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { accounts as accountsQuery, jobs as jobsQuery, pipelines as pipelinesQuery } from '../api/queries';

/** Go anywhere by typing. */
export function Palette({ links }: { links: readonly { to: string; label: string }[] }) {
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 120);
  const [at, setAt] = useState(0);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setTyped('');
        setOpen(true);
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  const pipelines = useQuery({ ...pipelinesQuery, enabled: open });
  const accounts = useQuery({ ...accountsQuery({ q, limit: 5, sort: 'name' }), enabled: open && q.length > 1 });
  const jobs = useQuery({ ...jobsQuery({ q, limit: 5, expand: 'account' }), enabled: open && q.length > 1 });
  const has = (text: string): boolean => text.toLowerCase().includes(typed.trim().toLowerCase());
  const found = [
    ...links.filter((link) => has(link.label)).map((link) => ({ key: link.to, label: link.label, kind: 'page', go: () => navigate({ to: link.to }) })),
    ...(pipelines.data ?? []).filter((one) => has(one.name)).map((one) => ({ key: one.id, label: one.name, kind: 'board', go: () => navigate({ to: '/p/$key', params: { key: one.id }, search: {} }) })),
    ...(q.length > 1 ? (accounts.data?.data ?? []) : []).map((one) => ({ key: one.id, label: one.name, kind: 'account', go: () => navigate({ to: '/accounts/$id', params: { id: one.id } }) })),
    ...(q.length > 1 ? (jobs.data?.data ?? []) : []).map((one) => ({ key: one.id, label: `${one.account?.name ?? ''} · ${one.name}`, kind: 'job', go: () => navigate({ to: '/p/$key', params: { key: one.pipeline_id }, search: { job: one.id } }) })),
  ].slice(0, 12);
  const close = (): void => setOpen(false);
  return (
    <>
      <Modal opened={open} onClose={close} withCloseButton={false} title="Go to" size="md">
        <TextInput
          data-autofocus
          aria-label="Go to"
          placeholder="A page, pipeline, account or job"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1));
            if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
            if (event.key === 'Enter' && found[at]) {
              close();
              void found[at].go();
            }
          }}
        />
        <ul style={{ listStyle: 'none', padding: 0, margin: '8px 0 0' }}>
          {found.map((one, place) => (
            <li key={one.key}>
              <button
                type="button"
                className="row"
                style={{ width: '100%', border: 0, borderRadius: 6, padding: '8px 10px', font: 'inherit', color: 'inherit', cursor: 'pointer', background: place === at ? 'var(--tm-sunken)' : 'none', textAlign: 'left' }}
                onClick={() => {
                  close();
                  void one.go();
                }}
              >
                <span className="grow cut">{one.label}</span>
                <span className="small dim">{one.kind}</span>
              </button>
            </li>
          ))}
        </ul>
      </Modal>
    </>
  );
}
