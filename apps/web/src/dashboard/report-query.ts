import { useQuery } from '@tanstack/react-query';
import { type Answer, call } from '../api/call.js';
import { type DashboardSearch, periodOf } from './dashboard-search.js';

export type ResponseTimes = Answer<'reportResponseTimes'>;
export type Now = Answer<'reportNow'>;
export type Figures = ResponseTimes['firstResponse']['total'];

/** Days begin and end in the time zone of the browser. */
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export const useResponseTimes = (search: DashboardSearch) =>
  useQuery({
    queryKey: ['reports', 'response-times', search],
    queryFn: ({ signal }) =>
      call(
        'reportResponseTimes',
        { query: { ...periodOf(search), zone, channelType: search.channel, hours: search.hours } },
        { signal },
      ),
    placeholderData: (before) => before,
    staleTime: 60_000,
  });

export const useNowReport = (channelType?: string) =>
  useQuery({
    queryKey: ['reports', 'now', channelType],
    queryFn: ({ signal }) => call('reportNow', { query: { channelType } }, { signal }),
    placeholderData: (before) => before,
    refetchInterval: 30_000,
  });
