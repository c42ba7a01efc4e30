import { Menu, useMantineColorScheme } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Navigate, Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import * as api from '../api/generated/sdk.gen';
import { onLive, startLive, useLiveState } from '../api/live';
import { Problem } from '../api/problem';
import { me as meQuery, notifications as notificationsQuery } from '../api/queries';
import { useOpenTask } from '../features/tasks/use-open-task';
import { Avatar } from '../ui/facts';
import { Icon } from '../ui/icons';
import { Failed } from '../ui/states';
import { Toasts } from '../ui/toasts';
import { Keys } from './Keys';
import { Palette } from './Palette';

const TaskDrawer = lazy(async () => ({ default: (await import('../features/tasks/TaskDrawer')).TaskDrawer }));

const LINKS = [
  { to: '/', label: 'My day', icon: 'home' },
  { to: '/inbox', label: 'Inbox', icon: 'inbox' },
  { to: '/pipelines', label: 'Pipelines', icon: 'board' },
  { to: '/jobs', label: 'Jobs', icon: 'jobs' },
  { to: '/tasks', label: 'Tasks', icon: 'tasks' },
  { to: '/recurrences', label: 'Recurring', icon: 'again' },
  { to: '/accounts', label: 'Accounts', icon: 'accounts' },
  { to: '/runs', label: 'Runs', icon: 'runs' },
  { to: '/mail', label: 'Mail log', icon: 'mail' },
  { to: '/settings', label: 'Settings', icon: 'settings' },
] as const;
const ON_PHONES = new Set(['/', '/pipelines', '/tasks', '/accounts', '/settings']);

const LIVE = { live: 'Live', reconnecting: 'Reconnecting…', offline: 'Offline' };
const LISTS: Record<string, string[]> = { task: ['tasks', 'jobs'], job: ['jobs'], run: ['runs', 'mail'], notification: ['notifications'], recurrence: ['recurrences'], account: ['accounts'], tag: ['tags'], custom_field: ['custom-fields', 'shortcodes'], member: ['members', 'invitations'], pipeline: ['pipelines'], firm: ['me'], replan: ['jobs'] };

/** The frame around every page of somebody who is signed in. */
export function Shell({ taskId }: { taskId: string | undefined }) {
  const openTask = useOpenTask();
  const me = useQuery(meQuery);
  const client = useQueryClient();
  const signedIn = me.isSuccess;
  useEffect(() => {
    if (signedIn) startLive();
  }, [signedIn]);
  useEffect(
    () =>
      onLive((event) => {
        for (const key of LISTS[event.type.split('.')[0] ?? ''] ?? []) void client.invalidateQueries({ queryKey: [key], refetchType: 'active' });
      }),
    [client],
  );
  if (me.isPending) return null;
  if (me.isError) {
    if (me.error instanceof Problem && me.error.status === 401) return <Navigate to="/sign-in" />;
    return <Failed error={me.error} again={() => void me.refetch()} />;
  }
  return (
    <div className="shell">
      <nav className="nav" aria-label="Main">
        <Link to="/pipelines" className="brand">
          <img src="/favicon.svg" width={24} height={24} alt="" /> Tickmark
        </Link>
        {LINKS.map((link) => (
          <Link key={link.to} to={link.to} className="link" activeOptions={{ exact: link.to === '/' }}>
            <Icon name={link.icon} /> {link.label} {link.to === '/inbox' && <Unread />}
          </Link>
        ))}
        <span className="grow" />
        <Live />
        <Person name={me.data.member.name} color={me.data.member.color} firm={me.data.firm.name} />
      </nav>
      <main className="main">
        <Outlet />
      </main>
      <nav className="bottom" aria-label="Main, small">
        {LINKS.filter((link) => ON_PHONES.has(link.to)).map((link) => (
          <Link key={link.to} to={link.to} className="link" activeOptions={{ exact: link.to === '/' }}>
            <Icon name={link.icon} /> {link.label}
          </Link>
        ))}
      </nav>
      <Suspense>{taskId && <TaskDrawer taskId={taskId} close={() => openTask(undefined)} />}</Suspense>
      <Toasts />
      <Palette links={LINKS} />
      <Keys />
    </div>
  );
}

function Unread() {
  const query = useQuery(notificationsQuery);
  const count = query.data?.filter((one) => !one.read_at).length ?? 0;
  return count > 0 ? <span className="count" aria-label={`${count} not read`}>{count}</span> : null;
}

function Live() {
  const state = useLiveState();
  return (
    <div className="row small dim" style={{ padding: '6px 10px' }} role="status">
      <span className="dot" data-state={state} /> {LIVE[state]}
    </div>
  );
}

function Person({ name, color, firm }: { name: string; color: string; firm: string }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [busy, setBusy] = useState(false);
  const signOut = async (): Promise<void> => {
    setBusy(true);
    await api.signOut().catch(() => undefined);
    client.clear();
    await navigate({ to: '/sign-in' });
  };
  return (
    <Menu position="top-start" width={200}>
      <Menu.Target>
        <button type="button" className="link" style={{ display: 'flex', gap: 10, alignItems: 'center', border: 0, background: 'none', color: 'inherit', font: 'inherit', padding: '7px 10px', textAlign: 'left', cursor: 'pointer' }}>
          <Avatar name={name} color={color} />
          <span className="grow cut">
            {name}
            <br />
            <span className="small dim">{firm}</span>
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Colours</Menu.Label>
        {(['light', 'dark', 'auto'] as const).map((scheme) => (
          <Menu.Item key={scheme} onClick={() => setColorScheme(scheme)}>
            {colorScheme === scheme ? '✓ ' : ''}
            {scheme === 'auto' ? 'as the system' : scheme}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item disabled={busy} onClick={() => void signOut()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
