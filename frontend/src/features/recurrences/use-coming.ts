import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import * as api from '../../api/generated/sdk.gen';
import type { NewRecurrences, Upcoming } from '../../api/generated/types.gen';

/** What a schedule would make, asked for when typing rests. */
export function useComing(body: NewRecurrences | null): { coming: readonly Upcoming[] | undefined; error: Error | null } {
  const [asked] = useDebouncedValue(body, 250);
  const preview = useQuery({
    queryKey: ['recurrences', 'new', asked],
    enabled: Boolean(asked),
    retry: false,
    gcTime: 0,
    queryFn: async () => (asked ? (await api.previewNewRecurrence({ body: asked })).data.data : []),
  });
  return { coming: preview.data, error: preview.error };
}
