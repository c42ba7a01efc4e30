import { Button, PasswordInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import { Gate, useGateForm } from './Gate';

export function SignIn() {
  const { busy, submit, message } = useGateForm((form) =>
    api.signIn({ body: { email: String(form.get('email')), password: String(form.get('password')) } }),
  );
  return (
    <Gate title="Sign in" intro="Welcome back.">
      <form className="stack" onSubmit={submit}>
        <TextInput name="email" type="email" label="E-mail" autoComplete="username" required data-autofocus autoFocus />
        <PasswordInput name="password" label="Password" autoComplete="current-password" required />
        {message && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>{message}</p>}
        <Button type="submit" loading={busy} fullWidth>Sign in</Button>
      </form>
    </Gate>
  );
}

export function SetUp() {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [zone, setZone] = useState<string | null>(here);
  const { busy, submit, fault, message } = useGateForm((form) => {
    const word = (name: string): string => String(form.get(name));
    return api.setUp({
      body: { firm_name: word('firm_name'), name: word('name'), email: word('email'), password: word('password'), time_zone: zone ?? here, currency: 'USD' },
    });
  });
  return (
    <Gate title="Set up your firm" intro="This server is new. You will be its owner; you can invite your team afterwards.">
      <form className="stack" onSubmit={submit}>
        <TextInput name="firm_name" label="Firm" required maxLength={200} autoFocus error={fault('firm_name')} />
        <Select label="Time zone" searchable data={Intl.supportedValuesOf('timeZone')} value={zone} onChange={setZone} allowDeselect={false} error={fault('time_zone')} />
        <TextInput name="name" label="Your name" autoComplete="name" required maxLength={200} error={fault('name')} />
        <TextInput name="email" type="email" label="E-mail" autoComplete="username" required error={fault('email')} />
        <PasswordInput name="password" label="Password" description="At least 10 characters" autoComplete="new-password" required error={fault('password')} />
        {message && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>{message}</p>}
        <Button type="submit" loading={busy} fullWidth>Set up</Button>
      </form>
    </Gate>
  );
}
