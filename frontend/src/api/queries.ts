import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import * as api from './generated/sdk.gen';
import type { ListAccountsData, ListContactsData, ListJobsData, ListMailData, ListRecurrencesData, ListRunsData, ListTasksData } from './generated/types.gen';

import { liveIn } from '../ui/dates';

/** What is asked for in many places, each under one key. */
export const me = queryOptions({
  queryKey: ['me'],
  queryFn: async () => {
    const { data } = await api.getMe();
    liveIn(data.firm.time_zone);
    return data;
  },
  staleTime: 60_000,
  retry: false,
});
export const members = queryOptions({
  queryKey: ['members'],
  queryFn: async () => (await api.listMembers({ query: { limit: 200 } })).data.data,
  staleTime: 60_000,
});
export const tags = queryOptions({
  queryKey: ['tags'],
  queryFn: async () => (await api.listTags({ query: { limit: 200 } })).data.data,
  staleTime: 60_000,
});
export const roles = queryOptions({
  queryKey: ['account-roles'],
  queryFn: async () => (await api.listAccountRoles({ query: { limit: 200 } })).data.data,
  staleTime: 60_000,
});
export const customFields = queryOptions({
  queryKey: ['custom-fields'],
  queryFn: async () => (await api.listCustomFields({ query: { limit: 200 } })).data.data,
  staleTime: 60_000,
});
export const clientStatuses = queryOptions({
  queryKey: ['client-statuses'],
  queryFn: async () => (await api.listClientStatuses({ query: { limit: 200 } })).data.data,
  staleTime: 60_000,
});
export const actions = queryOptions({
  queryKey: ['automation-actions'],
  queryFn: async () => (await api.listAutomationActions()).data.data,
  staleTime: Infinity,
});
export const shortcodes = queryOptions({
  queryKey: ['shortcodes'],
  queryFn: async () => (await api.listShortcodes()).data.data,
  staleTime: Infinity,
});
export const pipelines = queryOptions({
  queryKey: ['pipelines'],
  queryFn: async () => (await api.listPipelines({ query: { limit: 200, sort: 'name' } })).data.data,
});
export const pipelineHealth = (id: string) =>
  queryOptions({
    queryKey: ['pipelines', id, 'health'],
    queryFn: async () => (await api.getPipelineHealth({ path: { pipeline_id: id } })).data.data,
  });
export const pipeline = (id: string) =>
  queryOptions({
    queryKey: ['pipelines', id],
    queryFn: async () => (await api.getPipeline({ path: { pipeline_id: id } })).data,
  });
export const job = (id: string) =>
  queryOptions({ queryKey: ['jobs', id], queryFn: async () => (await api.getJob({ path: { job_id: id } })).data });
export const jobItems = (id: string) =>
  queryOptions({
    queryKey: ['jobs', id, 'items'],
    queryFn: async () => (await api.listJobItems({ path: { job_id: id }, query: { limit: 200 } })).data.data,
  });
interface Part {
  limit: number;
  cursor?: string;
}
/** A list that is read further and further back. */
const readBack = <Row>(queryKey: readonly string[], limit: number, ask: (query: Part) => Promise<{ data: { data: Row[]; next_cursor: string | null } }>) =>
  infiniteQueryOptions({
    queryKey,
    initialPageParam: '',
    queryFn: async ({ pageParam }) => (await ask({ limit, ...(pageParam ? { cursor: pageParam } : {}) })).data,
    getNextPageParam: (page) => page.next_cursor,
    select: ({ pages }) => pages.flatMap((page) => page.data),
  });
export const jobRuns = (id: string) => readBack(['jobs', id, 'runs'], 50, (query) => api.listJobRuns({ path: { job_id: id }, query }));
export const jobHistory = (id: string) => readBack(['jobs', id, 'history'], 50, (query) => api.listJobHistory({ path: { job_id: id }, query }));
export const jobComments = (id: string) => readBack(['jobs', id, 'comments'], 50, (query) => api.listJobComments({ path: { job_id: id }, query }));
export const jobsOfAccount = (id: string) => readBack(['jobs', 'of-account', id], 10, (query) => api.listJobs({ query: { ...query, account_id: id, expand: 'pipeline,stage' } }));
export const jobVisits = (id: string) =>
  queryOptions({
    queryKey: ['jobs', id, 'visits'],
    queryFn: async () => (await api.listJobVisits({ path: { job_id: id }, query: { limit: 100 } })).data.data,
  });
export const jobs = (query: NonNullable<ListJobsData['query']>) =>
  queryOptions({
    queryKey: ['jobs', 'list', query],
    queryFn: async () => (await api.listJobs({ query })).data,
    placeholderData: keepPreviousData,
  });
export const tasks = (query: NonNullable<ListTasksData['query']>) =>
  queryOptions({
    queryKey: ['tasks', 'list', query],
    queryFn: async () => (await api.listTasks({ query })).data,
    placeholderData: keepPreviousData,
  });
export const task = (id: string) =>
  queryOptions({ queryKey: ['tasks', 'one', id], queryFn: async () => (await api.getTask({ path: { task_id: id } })).data });
export const accounts = (query: NonNullable<ListAccountsData['query']>) =>
  queryOptions({
    queryKey: ['accounts', 'list', query],
    queryFn: async () => (await api.listAccounts({ query })).data,
    placeholderData: keepPreviousData,
  });
export const account = (id: string) =>
  queryOptions({
    queryKey: ['accounts', id],
    queryFn: async () => (await api.getAccount({ path: { account_id: id } })).data,
  });
export const runs = (query: NonNullable<ListRunsData['query']>) =>
  queryOptions({
    queryKey: ['runs', query],
    queryFn: async () => (await api.listRuns({ query })).data,
    placeholderData: keepPreviousData,
  });
export const oneRun = (id: string) =>
  queryOptions({ queryKey: ['runs', 'one', id], queryFn: async () => (await api.getRun({ path: { run_id: id } })).data });
export const mail = (query: NonNullable<ListMailData['query']>) =>
  queryOptions({
    queryKey: ['mail', query],
    queryFn: async () => (await api.listMail({ query })).data,
    placeholderData: keepPreviousData,
  });
export const contacts = (query: NonNullable<ListContactsData['query']>) =>
  queryOptions({
    queryKey: ['contacts', query],
    queryFn: async () => (await api.listContacts({ query })).data,
    placeholderData: keepPreviousData,
  });
export const notifications = queryOptions({
  queryKey: ['notifications'],
  queryFn: async () => (await api.listNotifications({ query: { limit: 100 } })).data.data,
});
export const recurrences = (query: NonNullable<ListRecurrencesData['query']>) =>
  queryOptions({
    queryKey: ['recurrences', 'list', query],
    queryFn: async () => (await api.listRecurrences({ query })).data,
    placeholderData: keepPreviousData,
  });
export const parkedEvents = queryOptions({
  queryKey: ['runs', 'parked'],
  queryFn: async () => (await api.listParkedEvents({ query: { limit: 100 } })).data.data,
});
export const parkedOfJob = (id: string) =>
  queryOptions({
    queryKey: ['jobs', id, 'parked'],
    queryFn: async () => (await api.listParkedEvents({ query: { limit: 20, job_id: id } })).data.data,
  });
export const invitations = queryOptions({
  queryKey: ['invitations'],
  queryFn: async () => (await api.listInvitations({ query: { limit: 200, state: 'open' } })).data.data,
});
export const sessions = queryOptions({
  queryKey: ['sessions'],
  queryFn: async () => (await api.listSessions({ query: { limit: 100 } })).data.data,
});
export const apiKeys = queryOptions({
  queryKey: ['api-keys'],
  queryFn: async () => (await api.listApiKeys({ query: { limit: 200 } })).data.data,
});
export const webhookSecret = queryOptions({
  queryKey: ['webhook-secret'],
  queryFn: async () => (await api.getWebhookSecret()).data,
  gcTime: 0,
});
export const oneImport = (id: string) =>
  queryOptions({
    queryKey: ['imports', id],
    queryFn: async () => (await api.getImport({ path: { import_id: id } })).data,
  });
