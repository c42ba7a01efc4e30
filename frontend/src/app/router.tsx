import { QueryClient } from '@tanstack/react-query';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import * as api from '../api/generated/sdk.gen';
import type { View } from '../features/board/view';
import type { RunsView } from '../features/runs/view';
import { Shell } from './Shell';

export const client = new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 5_000 } } });

const root = createRootRoute({ component: Outlet });
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  beforeLoad: async () => {
    const { data } = await api.getSetup();
    if (data.needed) throw redirect({ to: '/setup' });
  },
  component: lazyRouteComponent(() => import('../features/session/SignIn'), 'SignIn'),
});
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('../features/session/SignIn'), 'SetUp'),
});
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  // A task's panel opens over any page.
  validateSearch: (search: Record<string, unknown>): { task?: string | undefined } => (typeof search['task'] === 'string' ? { task: search['task'] } : {}),
  component: function Framed() {
    return <Shell taskId={shell.useSearch().task} />;
  },
});
const under = <P extends string>(path: P) => ({ getParentRoute: () => shell, path });

const home = createRoute({ ...under('/'), component: lazyRouteComponent(() => import('../features/home/HomePage'), 'HomePage') });
const pipelines = createRoute({ ...under('/pipelines'), component: lazyRouteComponent(() => import('../features/pipelines/PipelinesPage'), 'PipelinesPage') });
const library = createRoute({ ...under('/pipelines/library'), component: lazyRouteComponent(() => import('../features/pipelines/LibraryPage'), 'LibraryPage') });
const health = createRoute({ ...under('/pipelines/health'), component: lazyRouteComponent(() => import('../features/pipelines/HealthPage'), 'HealthPage') });
const previewPage = lazyRouteComponent(() => import('../features/pipelines/LibraryPreview'), 'LibraryPreview');
const preview = createRoute({
  ...under('/pipelines/library/$key'),
  component: function Preview() {
    const Page = previewPage;
    return <Page libraryKey={preview.useParams().key} />;
  },
});
const editorPage = lazyRouteComponent(() => import('../features/pipelines/EditorPage'), 'EditorPage');
const editor = createRoute({
  ...under('/pipelines/$key/edit'),
  component: function Editor() {
    const Page = editorPage;
    return <Page pipelineId={editor.useParams().key} />;
  },
});
const testPage = lazyRouteComponent(() => import('../features/simulate/TestPage'), 'TestPage');
const tester = createRoute({
  ...under('/pipelines/$key/test'),
  component: function Tester() {
    const Page = testPage;
    return <Page pipelineId={tester.useParams().key} />;
  },
});
const historyPage = lazyRouteComponent(() => import('../features/pipelines/HistoryPage'), 'HistoryPage');
const history = createRoute({
  ...under('/pipelines/$key/history'),
  component: function History() {
    const Page = historyPage;
    return <Page pipelineId={history.useParams().key} />;
  },
});
const boardPage = lazyRouteComponent(() => import('../features/board/BoardPage'), 'BoardPage');
const board = createRoute({
  ...under('/p/$key'),
  validateSearch: (search: Record<string, unknown>): View => search as View,
  component: function Board() {
    const Page = boardPage;
    return <Page pipelineId={board.useParams().key} view={board.useSearch()} />;
  },
});
const jobs = createRoute({ ...under('/jobs'), component: lazyRouteComponent(() => import('../features/job/JobsPage'), 'JobsPage') });
const jobPage = lazyRouteComponent(() => import('../features/job/JobPage'), 'JobPage');
const job = createRoute({
  ...under('/j/$id'),
  component: function Job() {
    const Page = jobPage;
    return <Page jobId={job.useParams().id} />;
  },
});
const tasksPage = lazyRouteComponent(() => import('../features/tasks/TasksPage'), 'TasksPage');
const tasks = createRoute({
  ...under('/tasks'),
  validateSearch: (search: Record<string, unknown>): { tag?: string | undefined } => (typeof search['tag'] === 'string' ? { tag: search['tag'] } : {}),
  component: function Tasks() {
    const Page = tasksPage;
    return <Page tag={tasks.useSearch().tag} />;
  },
});
const accounts = createRoute({ ...under('/accounts'), component: lazyRouteComponent(() => import('../features/accounts/AccountsPage'), 'AccountsPage') });
const accountPage = lazyRouteComponent(() => import('../features/accounts/AccountPage'), 'AccountPage');
const account = createRoute({
  ...under('/accounts/$id'),
  component: function Account() {
    const Page = accountPage;
    return <Page accountId={account.useParams().id} />;
  },
});
const runsPage = lazyRouteComponent(() => import('../features/runs/RunsPage'), 'RunsPage');
const runs = createRoute({
  ...under('/runs'),
  validateSearch: (search: Record<string, unknown>): RunsView => search as RunsView,
  component: function Runs() {
    const Page = runsPage;
    return <Page view={runs.useSearch()} />;
  },
});
const recurrences = createRoute({ ...under('/recurrences'), component: lazyRouteComponent(() => import('../features/recurrences/RecurrencesPage'), 'RecurrencesPage') });
const inbox = createRoute({ ...under('/inbox'), component: lazyRouteComponent(() => import('../features/inbox/InboxPage'), 'InboxPage') });
const mail = createRoute({ ...under('/mail'), component: lazyRouteComponent(() => import('../features/runs/MailPage'), 'MailPage') });
const contacts = createRoute({ ...under('/contacts'), component: lazyRouteComponent(() => import('../features/accounts/ContactsPage'), 'ContactsPage') });
const settings = createRoute({ ...under('/settings'), beforeLoad: () => { throw redirect({ to: '/settings/$tab', params: { tab: 'you' } }); } });
const settingsPage = lazyRouteComponent(() => import('../features/settings/SettingsPage'), 'SettingsPage');
const settingsTab = createRoute({
  ...under('/settings/$tab'),
  component: function Settings() {
    const Page = settingsPage;
    return <Page tab={settingsTab.useParams().tab} />;
  },
});
const joinPage = lazyRouteComponent(() => import('../features/session/Join'), 'Join');
const join = createRoute({
  getParentRoute: () => root,
  path: '/invite/$token',
  component: function Invited() {
    const Page = joinPage;
    return <Page token={join.useParams().token} />;
  },
});

export const router = createRouter({
  routeTree: root.addChildren([signIn, setup, join, shell.addChildren([home, pipelines, library, health, preview, editor, tester, history, board, jobs, job, tasks, accounts, account, contacts, recurrences, runs, inbox, mail, settings, settingsTab])]),
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
