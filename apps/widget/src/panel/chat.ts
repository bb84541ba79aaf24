import { effect } from '@preact/signals';
import type { VisitorMessage } from '#libs/contracts';
import { announce } from './announce.js';
import { call, upload } from './api.js';
import { createFileStore } from './file-store.js';
import { createLive } from './live.js';
import { createOutbox } from './outbox.js';
import { RequestError } from './server.js';
import { createSessions } from './session.js';
import * as state from './state.js';
import { createNotes } from './storage.js';
import { createSync } from './sync.js';

const slowPoll = 30_000;
const fastPoll = 8_000;

/** Everything of a visitor's chat that is not drawn. */
export function createChat(start: { channelId: string; locale: string }) {
  const notes = createNotes(`waypost:${start.channelId}:`);
  const sessions = createSessions(start, notes);

  /** Runs a request with the visitor's token; one that is no longer good is forgotten. */
  const withToken = async <T>(work: (token: string) => Promise<T>) => {
    const token = await sessions.ensure();
    return work(token).catch((error: unknown) => {
      if (error instanceof RequestError && error.status === 401) sessions.refused(token);
      throw error;
    });
  };
  const arrived = (messages: VisitorMessage[]) => {
    outbox.settle(messages.flatMap((message) => message.clientId ?? []));
    const answers = messages.filter((message) => message.direction === 'outbound');
    if (!answers.length) return;
    state.agentTyping.value = null;
    announce(answers);
  };
  const sync = createSync(() => sessions.token.value, withToken, arrived);
  const live = createLive({
    connected() {
      state.online.value = true;
      void sync.run();
      void outbox.flush();
    },
    lost: () => undefined,
    refused: sessions.refused,
    changed: () => void sync.run(),
    typing: ({ ticketId, name, until }) => showTyping(ticketId, name, until),
  });
  const outbox = createOutbox({
    notes,
    files: createFileStore(`waypost:${start.channelId}`),
    owner: sessions.slot,
    locale: start.locale,
    upload: (name, file) => withToken((token) => upload(token, name, file)),
    async send(submission) {
      const { message, ticketId } =
        (await live.send(submission)) ??
        (await withToken((token) => call('sendVisitorMessage', { body: submission }, token)));
      sync.stored(message, ticketId);
    },
    changed: (entries) => void (state.outbox.value = entries),
    reached: (ok) => void (state.online.value = ok),
  });

  let typingEnds: ReturnType<typeof setTimeout> | undefined;
  const showTyping = (ticketId: string, name: string | null, until: string) => {
    if (ticketId !== state.ticket.value?.id) return;
    const rest = Math.min(20_000, Date.parse(until) - Date.now());
    clearTimeout(typingEnds);
    state.agentTyping.value = rest > 0 ? { name } : null;
    if (rest > 0) typingEnds = setTimeout(() => void (state.agentTyping.value = null), rest);
  };

  const chat = {
    async identify(identity: string | null) {
      sync.forget();
      const session = await sessions.identify(identity);
      state.hasEmail.value = session?.hasEmail ?? notes.get('email') !== null;
      await Promise.all([sync.run(), outbox.load()]);
    },
    async end() {
      await sessions.end();
      sync.forget();
      state.hasEmail.value = false;
      state.view.value = { name: 'home' };
      void outbox.load();
    },
    async configure() {
      try {
        state.config.value = await call('getVisitorConfig', { query: { channelId: start.channelId } });
        state.broken.value = false;
      } catch {
        state.broken.value = !state.config.value;
      }
    },
    async claimEmail(email: string) {
      await withToken((token) => call('claimVisitorEmail', { body: { email } }, token));
      notes.set('email', '1');
      state.hasEmail.value = true;
    },
    /** Told at most every three seconds; the server forgets it by itself. */
    typing: throttle(3_000, () => state.ticket.value && live.typing(state.ticket.value.id)),
    markRead() {
      const current = state.ticket.value;
      const seq = state.messages.value.at(-1)?.seq ?? 0;
      if (!current || seq <= current.readSeq) return;
      const mark = { ...current, readSeq: seq, unread: 0 };
      state.ticket.value = mark;
      state.tickets.value = state.tickets.value.map((each) => (each.id === mark.id ? mark : each));
      void withToken((token) =>
        call('markVisitorRead', { params: { ticketId: current.id }, body: { seq } }, token),
      ).catch(() => undefined);
    },
    articles: (q: string) =>
      call('searchVisitorArticles', { query: { channelId: start.channelId, q, locale: start.locale } }).then(
        (answer) => answer.items,
        () => [],
      ),
    sync,
    outbox,
    notes,
  };

  effect(() => void live.connect(sessions.token.value));
  const refresh = () => {
    void sync.run();
    void outbox.flush();
  };
  addEventListener('online', refresh);
  addEventListener('offline', () => void (state.online.value = false));
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && refresh());
  const poll = () => {
    if (document.visibilityState === 'visible' && (state.open.value || !live.isConnected())) refresh();
    setTimeout(poll, live.isConnected() ? slowPoll : fastPoll);
  };
  setTimeout(poll, fastPoll);
  return chat;
}
export type Chat = ReturnType<typeof createChat>;

function throttle(ms: number, work: () => void) {
  let last = 0;
  return () => {
    if (Date.now() - last < ms) return;
    last = Date.now();
    work();
  };
}
