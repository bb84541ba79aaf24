import { signal } from '@preact/signals';
import type { VisitorSession } from '#libs/contracts';
import { call } from './api.js';
import { type ShopPage, createResume, timeZone } from './resume.js';
import { RequestError } from './server.js';
import type { Notes } from './storage.js';

/** Whose session it is: an anonymous visitor's, that of the person the shop vouches for, or of the reader of a mail. */
type Slot = 'anonymous' | `person:${string}` | `mailed:${string}`;

/**
 * The visitor's session in this browser. A person's and an anonymous one are kept apart, so that a log-out shows
 * nothing of either to the other.
 */
export interface Sessions {
  slot(): Slot;
  /** The token in use; null before anything was written. */
  token: { value: string | null };
  /**
   * Takes up the session that fits the shop's proof, or the anonymous one without: the one stored here, else that of
   * the page's tickets.
   */
  identify(identity: string | null, tickets: string | null): Promise<VisitorSession | null>;
  /** Takes up the session of a mail's link that was opened here before; false when there is none. */
  goOnWithMail(link: string): boolean;
  /** Opens a session by a mail's link. */
  openMail(link: string): Promise<void>;
  /** A token, made when there is none yet. */
  ensure(): Promise<string>;
  /** Tries again what could not be resumed while the server was away. */
  retry(): Promise<void>;
  /** Has the shop's page keep a ticket for the next page, once there is something to come back to. */
  keepOnPage(): void;
  /** The server refused the token: forget it. */
  refused(token: string): void;
  end(): Promise<void>;
}

interface Start {
  channelId: string;
  locale: string;
}

/** Sessions kept under `session:` in the notes. */
export function createSessions(
  start: Start,
  notes: Notes,
  page: ShopPage,
  opened: (session: VisitorSession) => void,
): Sessions {
  const token = signal<string | null>(null);
  const resume = createResume(start, page);
  let slot: Slot = 'anonymous';
  let identity: string | null = null;
  let opening: Promise<string> | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work);
    turn = next.catch(() => undefined);
    return next;
  };
  const take = (next: Slot) => {
    slot = next;
    token.value = notes.get(`session:${slot}`);
  };
  const keep = (session: VisitorSession) => {
    notes.set(`session:${slot}`, session.token);
    token.value = session.token;
    opened(session);
    return session;
  };
  const proof = () => (slot === 'anonymous' ? null : identity);
  const openSession = (known: string | null) =>
    call(
      'createVisitorSession',
      {
        body: {
          channelId: start.channelId,
          origin: page.origin ?? location.origin,
          locale: start.locale,
          timeZone: timeZone(),
          ...(proof() ? { identity: proof()! } : {}),
        },
      },
      known,
    );
  /** The session of the page's ticket, where this browser has forgotten the token. */
  const resumed = async () => {
    if (!resume.isWaiting()) return null;
    const session = await resume.take(proof());
    // None is good: another page of the shop, opened at the same time, may have renewed them.
    if (!session) page.post({ type: 'again' });
    return session && keep(session);
  };
  const settle = async (subject: string | null): Promise<VisitorSession | null> => {
    take(subject ? `person:${subject}` : 'anonymous');
    const anonymous = notes.get('session:anonymous');
    try {
      if (!token.value && !(subject && anonymous)) {
        const session = await resumed();
        if (session) return session;
      }
      if (!subject) return token.value ? keep(await openSession(token.value)) : null;
      const session = keep(await openSession(token.value ?? anonymous));
      notes.set('session:anonymous', null);
      return session;
    } catch (error) {
      if (!(error instanceof RequestError) || (error.passing && error.status !== 401)) return null;
      // The proof is invalid, or the session is over: go on as an anonymous visitor.
      if (subject) return settle(null);
      if (token.value) sessions.refused(token.value);
      return resumed().catch(() => null);
    }
  };

  const sessions: Sessions = {
    slot: () => slot,
    token,
    identify: (given, tickets) =>
      inTurn(() => {
        identity = given;
        resume.offer(tickets);
        return settle(given && subjectOf(given));
      }),
    goOnWithMail(link) {
      take(`mailed:${link.slice(0, 8)}`);
      return token.value !== null;
    },
    openMail: (link) =>
      inTurn(async () => {
        const body = { channelId: start.channelId, link, locale: start.locale, timeZone: timeZone() };
        keep(await call('openMailedAnswers', { body }));
      }),
    ensure() {
      if (token.value) return Promise.resolve(token.value);
      if (slot.startsWith('mailed:')) return Promise.reject(new RequestError(403, 'not-signed-in'));
      opening ??= inTurn(
        async () => token.value ?? (await resumed())?.token ?? keep(await openSession(null)).token,
      ).finally(() => (opening = null));
      return opening;
    },
    async retry() {
      if (token.value || !resume.isWaiting()) return;
      await inTurn(async () => token.value || (await resumed())).catch(() => undefined);
    },
    keepOnPage() {
      if (!token.value || (resume.isWaiting() && notes.get('kept') === today())) return;
      notes.set('kept', today());
      void resume.keep(token.value);
    },
    refused(old) {
      if (token.value !== old) return;
      notes.set(`session:${slot}`, null);
      token.value = null;
      page.post({ type: 'again' });
    },
    end: () =>
      inTurn(async () => {
        const old = token.value ?? (await resumed().catch(() => null))?.token;
        for (const key of notes.keys('')) notes.set(key, null);
        identity = null;
        slot = 'anonymous';
        token.value = null;
        resume.forget();
        if (old) await call('endVisitorSession', {}, old).catch(() => undefined);
      }),
  };
  return sessions;
}

/** A ticket is renewed once a day where the browser keeps the token too. */
const today = () => new Date().toDateString();

/** Who a proof speaks of, read without trust: it only chooses where the session is kept. */
export function subjectOf(proof: string): string | null {
  try {
    const payload: unknown = JSON.parse(atob(proof.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/')));
    const subject = (payload as { sub?: unknown }).sub;
    return typeof subject === 'string' && subject ? encodeURIComponent(subject).slice(0, 300) : null;
  } catch {
    return null;
  }
}
