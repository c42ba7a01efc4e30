import type { Snapshot } from './cards';
import { isFiltered, type View } from './view';

interface Props {
  names: Snapshot;
  view: View;
  setView: (change: Partial<View>) => void;
  search: (q: string) => void;
  shown: number;
  all: number;
  overdue: number;
}

const STUCK = ['3', '7', '14', '30', '60'];
const NONE = { q: undefined, who: undefined, tag: undefined, due: undefined, priority: undefined, status: undefined, stuck: undefined, client: undefined };

export function Filters({ names, view, setView, search, shown, all, overdue }: Props) {
  const choose = (name: keyof View) => (event: { target: { value: string } }) =>
    setView({ [name]: event.target.value || undefined });
  return (
    <div className="board-tools">
      <input
        className="plain-input"
        data-search
        type="search"
        placeholder="Search  /"
        aria-label="Search accounts and jobs"
        value={view.q ?? ''}
        onChange={(event) => search(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <select className="plain-select" aria-label="Assignee" value={view.who ?? ''} onChange={choose('who')}>
        <option value="">Anyone</option>
        <option value="nobody">Nobody</option>
        {names.members.map((member) => (
          <option key={member.id} value={member.id}>{member.name}</option>
        ))}
      </select>
      <select className="plain-select" aria-label="Tag" value={view.tag ?? ''} onChange={choose('tag')}>
        <option value="">Any tag</option>
        {names.tags.map((tag) => (
          <option key={tag.id} value={tag.id}>{tag.name}</option>
        ))}
      </select>
      <select className="plain-select" aria-label="Due" value={view.due ?? ''} onChange={choose('due')}>
        <option value="">Any due date</option>
        <option value="overdue">Overdue</option>
        <option value="today">Due today</option>
        <option value="week">Due in 7 days</option>
        <option value="none">No due date</option>
      </select>
      <select className="plain-select" aria-label="Priority" value={view.priority ?? ''} onChange={choose('priority')}>
        <option value="">Any priority</option>
        <option value="3">Urgent</option>
        <option value="2">High</option>
        <option value="1">Medium</option>
        <option value="0">Low</option>
      </select>
      <select className="plain-select" aria-label="Status" value={view.status ?? ''} onChange={choose('status')}>
        <option value="">Any status</option>
        <option value="open">Active</option>
        <option value="done">Completed</option>
        {names.statuses.map((status) => (
          <option key={status.id} value={status.id}>{status.name}</option>
        ))}
      </select>
      <select className="plain-select" aria-label="Time in stage" value={view.stuck ?? ''} onChange={choose('stuck')}>
        <option value="">Any time in stage</option>
        <option value="limit">Over the stage’s limit</option>
        {STUCK.map((days) => <option key={days} value={days}>{`In stage over ${days} days`}</option>)}
      </select>
      <select className="plain-select" aria-label="The client sees" value={view.client ?? ''} onChange={choose('client')}>
        <option value="">Client sees…</option>
        <option value="shown">Shown to the client</option>
        <option value="hidden">Hidden from the client</option>
        {names.clientStatuses.map((status) => <option key={status.id} value={status.id}>{`Client sees: ${status.name}`}</option>)}
      </select>
      <select className="plain-select" aria-label="Sort" value={view.sort ?? 'due'} onChange={choose('sort')}>
        <option value="due">By due date</option>
        <option value="account">By account</option>
        <option value="start">By start date</option>
        <option value="time">By time in stage</option>
        <option value="limit">By stage limit</option>
        <option value="priority">By priority</option>
        <option value="created">Newest first</option>
      </select>
      <span className="small dim" aria-live="polite">
        {isFiltered(view) ? `${shown.toLocaleString('en')} of ${all.toLocaleString('en')}` : `${all.toLocaleString('en')} jobs`}
        {overdue > 0 && ` · ${overdue} overdue`}
      </span>
      {isFiltered(view) && (
        <button type="button" className="plain-button" onClick={() => { search(''); setView(NONE); }}>clear</button>
      )}
    </div>
  );
}
