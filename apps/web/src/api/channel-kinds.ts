import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { locale } from '../i18n/texts.js';
import { createStore } from '../lib/store.js';
import { type Answer, call } from './call.js';
import { keys } from './query-client.js';

export type ChannelKind = Answer<'listChannelKinds'>['items'][number];

/** Never stale: the kinds of channel change only with a new version of the server. */
const kindList = (language: string) =>
  queryOptions({
    queryKey: keys.channelKinds(language),
    queryFn: async () => (await call('listChannelKinds', { query: { locale: language } })).items,
    staleTime: Infinity,
    gcTime: Infinity,
  });

/**
 * A store beside the query, since every row of a list reads it. When the language changes, the old names stay until the
 * new ones have loaded.
 */
const kinds = createStore<ChannelKind[]>([]);

/** Fetches the kinds of channel in the language of the screen. Call it once, above every page that shows them. */
export function useFetchedChannelKinds(): void {
  const { data } = useQuery(kindList(locale()));
  useEffect(() => {
    if (data) kinds.set(data);
  }, [data]);
}

/** All kinds of channel, in the order in which they are offered; empty until loaded. */
export const useChannelKinds = kinds.use;

/** One kind of channel; undefined until loaded, and for a kind that this installation no longer has. */
export const useChannelKind = (type: string): ChannelKind | undefined =>
  useChannelKinds().find((kind) => kind.type === type);

/** Returns a function from a type to the name of its kind of channel, or the type itself without one. */
export function useChannelNames(): (type: string) => string {
  const known = useChannelKinds();
  return (type) => known.find((kind) => kind.type === type)?.label ?? type;
}
