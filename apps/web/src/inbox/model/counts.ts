import { useQuery } from '@tanstack/react-query';
import { type Answer, call } from '../../api/call.js';
import { keys } from '../../api/keys.js';
import { askCounts } from '../../realtime/live.js';

/** How many tickets stand in the built-in views. */
export function useCounts(): Answer<'countTickets'> | undefined {
  return useQuery({
    queryKey: keys.counts,
    queryFn: async ({ signal }) => (await askCounts()) ?? call('countTickets', {}, { signal }),
    refetchInterval: 60_000,
  }).data;
}
