import { effect } from '@preact/signals';
import type { VisitorMessage } from '#libs/contracts';
import { call, upload } from './api.js';
import { createFileStore, createNotes } from './storage.js';
import { createLive } from './live.js';
import { createOutbox } from './outbox.js';
import type { ShopPage } from './resume.js';
import { RequestError } from './server.js';
import { createSessions } from './session.js';
import { t } from './i18n.js';
import * as state from './state.js';
import { createSync } from './sync.js';

const slowPoll = 30_000;
const fastPoll = 8_000;

/** Everything of a visitor's chat that is not drawn. */
export function createChat(start: { channelId: string; locale: string; page: ShopPage }) {
  const notes = createNotes(`waypost:${start.channelId}:`);
  const sessions = createSessions(start, notes, start.page, ({ hasEmail }) => void (state.hasEmail.value = hasEmail));

  /** Runs a request with the visitor's token; one that is no longer good is forgotten. */
  const withToken = async <T>(work: (token: string) => Promise<T>) => {
    const token = await sessions.ensure();
    return work(token).catch((error: unknown) => {
      if (error instanceof RequestError && error.status === 401) refused(token);
      throw error;
    });
  };
  const refused = (token: string) => {
    sessions.refused(token);
    if (state.isMailed.value) state.view.value = { name: 'mailed', state: 'ready' };
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
    refused: (token) => refused(token),
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
    async identify(identity: string | null, tickets: string | null) {
      sync.forget();
      state.hasEmail.value = notes.get('email') !== null;
      await sessions.identify(identity, tickets);
      await Promise.all([sync.run(), outbox.load()]);
    },
    /** Shows what was mailed, at once where the link was opened before, else after its reader presses a button. */
    mail(link: string) {
      state.isMailed.value = true;
      if (!sessions.goOnWithMail(link)) return void (state.view.value = { name: 'mailed', state: 'ready' });
      state.view.value = { name: 'chat' };
      void sync.run();
    },
    async openMail(link: string) {
      state.view.value = { name: 'mailed', state: 'opening' };
      try {
        await sessions.openMail(link);
        state.view.value = { name: 'chat' };
        await sync.run();
      } catch (error) {
        const isOver = error instanceof RequestError && (error.status === 401 || !error.passing);
        state.view.value = { name: 'mailed', state: isOver ? 'over' : 'down' };
      }
    },
    async end() {
      sync.forget();
      state.hasEmail.value = false;
      state.isMailed.value = false;
      state.view.value = { name: 'home' };
      await sessions.end();
      sync.forget();
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
    /** Sent at most every three seconds; the server lets it expire. */
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
  effect(() => void (state.tickets.value.length && sessions.keepOnPage()));
  const refresh = () => {
    const until = state.config.value?.availability?.until;
    if (until && Date.parse(until) < Date.now()) void chat.configure();
    void sessions.retry();
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

/** Says new answers; the log itself is silent, so that opening it does not read out the whole history. */
function announce(answers: VisitorMessage[]) {
  const newest = answers.at(-1);
  if (!newest || Date.now() - Date.parse(newest.createdAt) > 60_000) return;
  const author = newest.automatic ? t('chat.automatic') : (newest.author.name ?? t('chat.support'));
  state.announcement.value = `${author}: ${newest.text}`;
}

function throttle(ms: number, work: () => void) {
  let last = 0;
  return () => {
    if (Date.now() - last < ms) return;
    last = Date.now();
    work();
  };
}
