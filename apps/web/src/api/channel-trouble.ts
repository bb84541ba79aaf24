import { useQuery } from '@tanstack/react-query';
import type { Channel } from '#libs/contracts';
import { channelList } from './people.js';

/** Why what is written on a channel may not arrive: it is switched off, or its provider refuses it. */
export type ChannelTrouble = 'off' | 'error' | null;

const troubles: Partial<Record<Channel['state'], ChannelTrouble>> = {
  off: 'off',
  archived: 'off',
  error: 'error',
  'receives-only': 'error',
};

const troubleOf = ({ state, alerts }: Pick<Channel, 'state' | 'alerts'>): ChannelTrouble =>
  troubles[state] ?? (alerts.some(({ level }) => level === 'error') ? 'error' : null);

/** The trouble of a channel, not older than half a minute when somebody begins to write; null until known. */
export function useChannelTrouble(channelId: string): ChannelTrouble {
  const { data } = useQuery({ ...channelList, staleTime: 30_000, refetchInterval: 5 * 60_000 });
  const channel = data?.find(({ id }) => id === channelId);
  return channel ? troubleOf(channel) : null;
}
