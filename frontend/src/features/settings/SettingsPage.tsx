import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { me as meQuery } from '../../api/queries';
import { Head } from '../../ui/states';
import { CalendarForm } from './CalendarForm';
import { ClientStatuses } from './ClientStatuses';
import { Developers } from './Developers';
import { Fields } from './Fields';
import { FirmForm } from './FirmForm';
import { ImportAccounts } from './ImportAccounts';
import { Roles } from './Roles';
import { Tags } from './Tags';
import { Team } from './Team';
import { You } from './You';

const TABS: Record<string, { label: string; part: ComponentType; manages?: boolean; permission?: string }> = {
  you: { label: 'You', part: You },
  firm: { label: 'Firm', part: FirmForm, manages: true },
  calendar: { label: 'Calendar', part: CalendarForm, manages: true },
  team: { label: 'Team', part: Team, manages: true },
  roles: { label: 'Account roles', part: Roles },
  tags: { label: 'Tags', part: Tags },
  fields: { label: 'Fields', part: Fields, manages: true },
  'client-statuses': { label: 'Client statuses', part: ClientStatuses, permission: 'manage_pipelines' },
  developers: { label: 'Developers', part: Developers, permission: 'manage_integrations' },
  import: { label: 'Import', part: ImportAccounts },
};

export function SettingsPage({ tab }: { tab: string }) {
  const navigate = useNavigate();
  const member = useQuery(meQuery).data?.member;
  const manages = member?.role !== 'employee';
  const shown = Object.entries(TABS).filter(([, one]) => manages || (!one.manages && (!one.permission || member?.permissions.includes(one.permission))));
  const chosen = shown.some(([key]) => key === tab) ? tab : 'you';
  return (
    <div className="page">
      <Head title="Settings" />
      <Tabs value={chosen} onChange={(value) => value && void navigate({ to: '/settings/$tab', params: { tab: value } })} keepMounted={false}>
        <Tabs.List mb="md">
          {shown.map(([key, { label }]) => <Tabs.Tab key={key} value={key}>{label}</Tabs.Tab>)}
        </Tabs.List>
        {shown.map(([key, { part: Part }]) => <Tabs.Panel key={key} value={key}><Part /></Tabs.Panel>)}
      </Tabs>
    </div>
  );
}
