import { Button, PasswordInput, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import * as api from '../../api/generated/sdk.gen';
import { Problem, wordsOf } from '../../api/problem';
import { me as meQuery, sessions as sessionsQuery } from '../../api/queries';
import { instantWords } from '../../ui/dates';
import { KeysSwitch } from '../../ui/KeysSwitch';
import { COLORS } from '../../ui/theme';
import { say } from '../../ui/toasts';
import { useAct } from '../../ui/use-act';

export function You() {
  const { data } = useQuery(meQuery);
  const { act } = useAct();
  if (!data) return null;
  const { member } = data;
  const path = { member_id: member.id };
  return (
    <div className="stack" style={{ maxWidth: 620 }}>
      <section className="panel stack">
        <h2>You</h2>
        <TextInput key={member.name} label="Name" defaultValue={member.name} onBlur={(event) => event.target.value.trim() && event.target.value !== member.name && act(() => api.updateMember({ path, body: { name: event.target.value } }))} />
        <Select label="Colour" allowDeselect={false} data={Object.keys(COLORS)} value={member.color} onChange={(color) => color && act(() => api.updateMember({ path, body: { color: color as 'blue' } }))} />
        <p className="dim small" style={{ margin: 0 }}>You sign in as {member.email}.</p>
      </section>
      <section className="panel stack">
        <h2>Keyboard</h2>
        <KeysSwitch />
      </section>
      <Password />
      <Sessions />
    </div>
  );
}

function Password() {
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const change = useMutation({
    mutationFn: (data: FormData) => api.changePassword({ body: { current_password: String(data.get('current')), new_password: String(data.get('new')) } }),
    onSuccess: () => {
      form.current?.reset();
      say('Your password is changed. Your other sign-ins have ended.');
      return client.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  const faults = change.error instanceof Problem ? change.error.faults : [];
  const fault = (name: string): string | undefined => faults.find((one) => one.pointer === `/${name}`)?.detail;
  return (
    <form ref={form} className="panel stack" onSubmit={(event) => { event.preventDefault(); change.mutate(new FormData(event.currentTarget)); }}>
      <h2>Password</h2>
      <PasswordInput name="current" label="Present password" autoComplete="current-password" required error={fault('current_password')} />
      <PasswordInput name="new" label="New password" description="At least 10 characters" autoComplete="new-password" required error={fault('new_password')} />
      {change.isError && !faults.length && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>{wordsOf(change.error)}</p>}
      <div><Button type="submit" variant="default" loading={change.isPending}>Change the password</Button></div>
    </form>
  );
}

function Sessions() {
  const { data } = useQuery(sessionsQuery);
  const { act } = useAct();
  return (
    <section className="panel stack">
      <h2>Where you are signed in</h2>
      {data?.map((one) => (
        <div key={one.id} className="row">
          <span className="grow">
            <span className="cut" style={{ display: 'block' }}>{browserOf(one.user_agent)}</span>
            <span className="dim small">{one.address && `${one.address} · `}last used {instantWords(one.last_seen_at)}</span>
          </span>
          {one.present ? <span className="chip" data-tone="done">this one</span> : <Button size="compact-xs" variant="subtle" color="red" onClick={() => act(() => api.endSession({ path: { session_id: one.id } }))}>End</Button>}
        </div>
      ))}
    </section>
  );
}

const BROWSERS = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']] as const;
const SYSTEMS = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'];

/** A browser in words: “Firefox on Linux”. */
export function browserOf(agent: string): string {
  const browser = BROWSERS.find(([mark]) => agent.includes(mark))?.[1];
  const system = SYSTEMS.find((name) => agent.includes(name));
  if (browser) return system ? `${browser} on ${system}` : browser;
  return agent || 'Unknown';
}
