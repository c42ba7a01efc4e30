import { NumberInput, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import * as api from '../../api/generated/sdk.gen';
import { me as meQuery } from '../../api/queries';
import { useAct } from '../../ui/use-act';

export function FirmForm() {
  const { data } = useQuery(meQuery);
  const { act } = useAct();
  if (!data) return null;
  const { firm } = data;
  const rename = (name: string): void => {
    if (name.trim() && name !== firm.name) act(() => api.updateFirm({ body: { name } }));
  };
  const hold = (text: string): void => {
    const seconds = Number.parseInt(text, 10);
    if (!Number.isNaN(seconds) && seconds !== firm.grace_seconds) act(() => api.updateFirm({ body: { grace_seconds: seconds } }));
  };
  return (
    <section className="panel stack" style={{ maxWidth: 520 }}>
      <TextInput key={firm.name} label="Name" defaultValue={firm.name} onBlur={(event) => rename(event.target.value)} />
      <Select label="Time zone" description="Due dates and days are counted in it" searchable allowDeselect={false} data={Intl.supportedValuesOf('timeZone')} value={firm.time_zone} onChange={(zone) => zone && act(() => api.updateFirm({ body: { time_zone: zone } }))} />
      <NumberInput key={firm.grace_seconds} label="Hold after a move" description="For so long nothing leaves the firm, and the move can be undone" min={0} max={60} suffix=" seconds" defaultValue={firm.grace_seconds} onBlur={(event) => hold(event.target.value)} />
    </section>
  );
}
