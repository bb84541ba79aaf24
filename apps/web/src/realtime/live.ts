import type { Socket } from 'socket.io-client';
import type { AgentCommands, AgentEvents, TicketCounts } from '#libs/contracts';
import { call } from '../api/call.js';
import { createStore } from '../lib/store.js';
import { repairAll, repairChanged, repairChannels } from './repair.js';

/** The state of the socket. `asOf`: until when the screen is known to be up to date. */
interface Connection {
  state: 'connecting' | 'up' | 'down';
  asOf: number;
  retryAt: number;
}

export const connection = createStore<Connection>({ state: 'connecting', asOf: Date.now(), retryAt: 0 });

interface Presence {
  agentId: string;
  state: 'viewing' | 'typing';
}

/** The agents at each ticket, by its id. */
export const presence = createStore<Record<string, Presence[]>>({});
/** Until when the customer of each ticket counts as typing, in ms. */
export const customerTyping = createStore<Record<string, number>>({});

let socket: Socket<AgentEvents, AgentCommands> | undefined;
let attempts = 0;
let retry: ReturnType<typeof setTimeout> | undefined;
const quickest = 500;
const slowest = 20_000;

/**
 * Connects the socket and subscribes to hints.
 * @returns a function that disconnects
 */
export function startLive(): () => void {
  let isStopped = false;
  // The code of the socket loads after the first screen; retry when that fails.
  const begin = async () => {
    try {
      const { io } = await import('socket.io-client');
      if (isStopped) return;
      socket = io('/agent', {
        transports: ['websocket', 'polling'],
        tryAllTransports: true,
        reconnection: false,
        timeout: 8000,
      });
      listen(socket);
    } catch {
      connection.set((before) => ({ ...before, state: 'down', retryAt: Date.now() + slowest / 4 }));
      if (!isStopped) retry = setTimeout(() => void begin(), slowest / 4);
    }
  };
  void begin();
  const wake = () => document.visibilityState === 'visible' && (repairAll(), retryNow());
  addEventListener('online', wake);
  addEventListener('pageshow', wake);
  document.addEventListener('visibilitychange', wake);
  return () => {
    isStopped = true;
    clearTimeout(retry);
    removeEventListener('online', wake);
    removeEventListener('pageshow', wake);
    document.removeEventListener('visibilitychange', wake);
    socket?.disconnect();
    socket = undefined;
  };
}

function listen(live: Socket<AgentEvents, AgentCommands>) {
  live.on('connect', () => {
    attempts = 0;
    clearTimeout(retry);
    connection.set({ state: 'up', asOf: Date.now(), retryAt: 0 });
    repairAll();
  });
  live.on('disconnect', lose);
  live.on('connect_error', lose);
  live.on('ticket:changed', ({ ticketId, changed }) => repairChanged(ticketId, changed));
  live.on('channel:changed', repairChannels);
  live.on('presence', ({ ticketId, agents }) => presence.set((all) => ({ ...all, [ticketId]: agents })));
  live.on('visitor:typing', ({ ticketId, until }) =>
    customerTyping.set((all) => ({ ...all, [ticketId]: Date.parse(until) })),
  );
}

function lose() {
  const wait = Math.min(slowest, quickest * 2 ** attempts++) * (0.75 + Math.random() / 2);
  connection.set((before) => ({
    state: 'down',
    asOf: before.state === 'up' ? Date.now() : before.asOf,
    retryAt: Date.now() + wait,
  }));
  clearTimeout(retry);
  retry = setTimeout(retryNow, wait);
  // The server may have closed the socket because the session ended; the response to this shows it.
  void call('getCurrentSession', {}).catch(() => {});
}

/** Reconnects without waiting. */
export function retryNow(): void {
  clearTimeout(retry);
  if (socket && !socket.connected) socket.connect();
}

/** Asks for the counts on the open socket, which is cheaper than a request; null when it is not connected or fails. */
export async function askCounts(): Promise<TicketCounts | null> {
  if (!socket?.connected) return null;
  return socket
    .timeout(5000)
    .emitWithAck('counts')
    .catch(() => null);
}

export function announce(ticketId: string, state: 'viewing' | 'typing' | 'gone'): void {
  if (socket?.connected) socket.emit('announce', { ticketId, state });
}
