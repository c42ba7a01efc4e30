import { Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JobChange, OneJob } from '../../api/generated/types.gen';
import { members as membersQuery } from '../../api/queries';
import { PeriodField } from '../../ui/PeriodField';
import { asPeriod } from '../../ui/period';
import { useSaveJob } from './use-save-job';

/** The job's facts, changed in place. */
export function FactsForm({ job }: { job: OneJob }) {
  const members = useQuery(membersQuery);
  const save = useSaveJob(job.id);
  const put = (name: keyof JobChange, former: unknown) => (event: { target: { value: string } }) => {
    const value = event.target.value || (name === 'description' ? '' : null);
    if (value !== former) save({ [name]: value });
  };
  const people = (members.data ?? []).filter((member) => member.status === 'active' || job.assignee_ids.includes(member.id));
  return (
    <section className="panel stack">
      <h2>Facts</h2>
      <TextInput key={job.name} label="Name" defaultValue={job.name} onBlur={(event) => event.target.value.trim() && event.target.value !== job.name && save({ name: event.target.value })} />
      <div className="row wrap">
        <TextInput key={`s${job.start_date}`} type="date" label="Start" defaultValue={job.start_date ?? ''} onBlur={put('start_date', job.start_date)} />
        <TextInput key={`d${job.due_date}`} type="date" label="Due" defaultValue={job.due_date ?? ''} onBlur={put('due_date', job.due_date)} />
        <TextInput key={`i${job.internal_deadline}`} type="date" label="Internal deadline" defaultValue={job.internal_deadline ?? ''} onBlur={put('internal_deadline', job.internal_deadline)} />
        <Select label="Priority" w={120} allowDeselect={false} data={['low', 'medium', 'high', 'urgent']} value={job.priority} onChange={(value) => value && save({ priority: value as 'low' })} />
      </div>
      <div className="row wrap">
        <PeriodField period={asPeriod(job.period)} set={(period) => save({ period })} />
      </div>
      <Textarea key={`t${job.description}`} label="Description" autosize minRows={2} maxRows={16} maxLength={20_000} defaultValue={job.description} onBlur={put('description', job.description)} />
      <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
        <legend style={{ fontWeight: 500, fontSize: 13, padding: 0 }}>Assignees</legend>
        <div className="row wrap">
          {people.map((member) => (
            <Checkbox
              key={member.id}
              label={member.name}
              checked={job.assignee_ids.includes(member.id)}
              onChange={(event) =>
                save({ assignee_ids: event.target.checked ? [...job.assignee_ids, member.id] : job.assignee_ids.filter((id) => id !== member.id) })
              }
            />
          ))}
        </div>
      </fieldset>
    </section>
  );
}
