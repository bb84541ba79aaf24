import { type QueryKey, useQuery } from '@tanstack/react-query';
import { isProblem } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { allPages } from '../../api/people.js';
import { keys, queryClient } from '../../api/query-client.js';
import { t } from '../../i18n/texts.js';
import type { FieldErrors } from '../form/form-errors.js';
import type { Choice } from '../form/select-field.js';

type FetchPage<T> = (query: { limit: number; cursor?: string }) => Promise<{ items: T[]; nextCursor: string | null }>;

/** The query of a whole list. */
export interface List<T> {
  queryKey: QueryKey;
  queryFn: () => Promise<T[]>;
  staleTime: number;
}

/** The query of a list that is small by nature, refetched on each visit. */
const list = <T>(queryKey: QueryKey, fetchPage: FetchPage<T>): List<T> => ({
  queryKey,
  queryFn: () => allPages((cursor) => fetchPage({ limit: 100, cursor })),
  staleTime: 5000,
});

const channels = list(keys.channels, (query) => call('listChannels', { query }));
/** Those in the archive are at the end. */
export const channelList = {
  ...channels,
  queryFn: async () => (await channels.queryFn()).toSorted((a, b) => inArchive(a) - inArchive(b)),
};
const inArchive = ({ state }: { state: string }) => (state === 'archived' ? 1 : 0);
export const storeList = list(['stores'], (query) => call('listStores', { query }));
export const agentList = list(keys.agents, (query) => call('listAgents', { query }));
export const teamList = list(keys.teams, (query) => call('listTeams', { query }));
export const policyList = list(['sla-policies'], (query) => call('listSlaPolicies', { query }));
export const hoursList = list(['business-hours'], (query) => call('listBusinessHours', { query }));
export const replyList = list(['saved-replies', 'all'], (query) => call('listSavedReplies', { query }));
export const articleList = list(['articles'], (query) => call('listArticles', { query }));

/** Refetches the lists that a change affects. */
export const refresh = (...lists: { queryKey: QueryKey }[]): Promise<unknown> =>
  Promise.all(lists.map(({ queryKey }) => queryClient.invalidateQueries({ queryKey: queryKey.slice(0, 1) })));

/** The items of a list as choices. */
export function useChoices(from: List<{ id: string; name: string }>): Choice[] {
  return (useQuery(from).data ?? []).map(({ id, name }) => ({ value: id, label: name }));
}

/** Maps a conflict to the field whose value must be unique. */
export const takenAt =
  (field: string) =>
  (error: unknown): FieldErrors | undefined =>
    isProblem(error, 'conflict') ? { [field]: t('form.taken') } : undefined;
