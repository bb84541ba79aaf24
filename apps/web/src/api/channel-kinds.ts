import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { locale } from '../i18n/texts.js';
import { createStore } from '../lib/store.js';
import { type Answer, call } from './call.js';
import { keys } from './keys.js';

export type ChannelKind = Answer<'listChannelKinds'>['items'][number];

/** The kinds of channel change with the server alone. */
const kindList = (language: string) =>
  queryOptions({
    queryKey: keys.channelKinds(language),
    queryFn: async () => (await call('listChannelKinds', { query: { locale: language } })).items,
    staleTime: Infinity,
    gcTime: Infinity,
  });

/**
 * Kept beside the query, since every row of a list reads it. In another language the old names stay until the new ones
 * come.
 */
const kinds = createStore<ChannelKind[]>([]);

/** Fetches the kinds of channel in the language of the screen; once, around every page that shows them. */
export function useFetchedChannelKinds(): void {
  const { data } = useQuery(kindList(locale()));
  useEffect(() => {
    if (data) kinds.set(data);
  }, [data]);
}

/** All kinds of channel, in the order in which they are offered; none until they are there. */
export const useChannelKinds = kinds.use;

/** One of them; undefined while unknown, and for a kind that this installation has no more. */
export const useChannelKind = (type: string): ChannelKind | undefined =>
  useChannelKinds().find((kind) => kind.type === type);

/** Tells what kinds of channel are called; one without a name by its type. */
export function useChannelNames(): (type: string) => string {
  const known = useChannelKinds();
  return (type) => known.find((kind) => kind.type === type)?.label ?? type;
}
