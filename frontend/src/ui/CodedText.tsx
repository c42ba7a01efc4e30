import { ActionIcon, Menu, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { shortcodes } from '../api/queries';

/** Which shortcodes a text may hold: those of a job's name, of a job, or of one contact too. */
export type Codes = 'name' | 'job' | 'contact';

const GROUPS: Record<Codes, readonly string[]> = {
  name: ['account', 'period', 'firm', 'date'],
  job: ['account', 'job', 'period', 'firm', 'date'],
  contact: ['contact', 'account', 'job', 'period', 'firm', 'date'],
};
const TITLES: Record<string, string> = { account: 'Account', firm: 'Firm', job: 'Job', period: 'What the work is about', date: 'Dates', contact: 'Contact (a mail to each)' };

interface Props {
  label: string;
  value: string;
  set: (value: string) => void;
  codes: Codes;
  multiline?: boolean;
  required?: boolean;
  error?: string | undefined;
  maxLength?: number | undefined;
  placeholder?: string;
}

/** A text field with a picker that puts a shortcode where the caret stands. */
export function CodedText({ value, set, codes, multiline, ...rest }: Props) {
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const insert = (code: string): void => {
    const from = field.current?.selectionStart ?? value.length;
    const to = field.current?.selectionEnd ?? from;
    set(`${value.slice(0, from)}[${code}]${value.slice(to)}`);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(from + code.length + 2, from + code.length + 2);
    });
  };
  const common = {
    ...rest,
    ref: field,
    value,
    onChange: (event: { target: { value: string } }) => set(event.target.value),
    rightSection: <Picker codes={codes} pick={insert} />,
  };
  return multiline ? <Textarea {...common} autosize minRows={3} rightSectionProps={{ style: { alignItems: 'flex-start', paddingTop: 6 } }} /> : <TextInput {...common} />;
}

function Picker({ codes, pick }: { codes: Codes; pick: (code: string) => void }) {
  const { data } = useQuery(shortcodes);
  return (
    <Menu position="bottom-end" width={300} returnFocus={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="Insert a shortcode" title="Insert a shortcode">[ ]</ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {GROUPS[codes].map((group) => (
          <div key={group} role="group" aria-label={TITLES[group]}>
            <Menu.Label>{TITLES[group]}</Menu.Label>
            {data?.filter((one) => one.group === group).map((one) => (
              <Menu.Item key={one.code} onClick={() => pick(one.code)} rightSection={<span className="small dim">{one.sample}</span>}>
                {one.title}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
