import { type QueryKey, useQuery } from '@tanstack/react-query';
import { isProblem } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { keys } from '../../api/keys.js';
import { allPages } from '../../api/people.js';
import { queryClient } from '../../api/query-client.js';
import { t } from '../../i18n/texts.js';
import type { FieldErrors } from '../form/form-errors.js';
import type { Choice } from '../form/select-field.js';

type FetchPage<T> = (query: { limit: number; cursor?: string }) => Promise<{ items: T[]; nextCursor: string | null }>;

/** A whole list, as a query. */
export interface List<T> {
  queryKey: QueryKey;
  queryFn: () => Promise<T[]>;
  staleTime: number;
}

/** All of a list that is small by nature, fresh on each visit. */
const list = <T>(queryKey: QueryKey, fetchPage: FetchPage<T>): List<T> => ({
  queryKey,
  queryFn: () => allPages((cursor) => fetchPage({ limit: 100, cursor })),
  staleTime: 5000,
});

export const channelList = list(keys.channels, (query) => call('listChannels', { query }));
export const storeList = list(['stores'], (query) => call('listStores', { query }));
export const agentList = list(keys.agents, (query) => call('listAgents', { query }));
export const teamList = list(keys.teams, (query) => call('listTeams', { query }));
export const policyList = list(['sla-policies'], (query) => call('listSlaPolicies', { query }));
export const hoursList = list(['business-hours'], (query) => call('listBusinessHours', { query }));
export const replyList = list(['saved-replies', 'all'], (query) => call('listSavedReplies', { query }));
export const articleList = list(['articles'], (query) => call('listArticles', { query }));

/** Fetches anew what a change has touched. */
export const refresh = (...lists: { queryKey: QueryKey }[]): Promise<unknown> =>
  Promise.all(lists.map(({ queryKey }) => queryClient.invalidateQueries({ queryKey: queryKey.slice(0, 1) })));

/** A list as choices. */
export function useChoices(from: List<{ id: string; name: string }>): Choice[] {
  return (useQuery(from).data ?? []).map(({ id, name }) => ({ value: id, label: name }));
}

/** A conflict that means one field: the name, or what else must be there only once. */
export const takenAt =
  (field: string) =>
  (error: unknown): FieldErrors | undefined =>
    isProblem(error, 'conflict') ? { [field]: t('form.taken') } : undefined;
