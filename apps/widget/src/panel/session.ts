import { signal } from '@preact/signals';
import type { VisitorSession } from '#libs/contracts';
import { call } from './api.js';
import { RequestError } from './server.js';
import type { Notes } from './storage.js';

/** Whose session it is: nobody's in particular, or that of the person the shop vouches for. */
type Slot = 'anonymous' | `person:${string}`;

/**
 * The visitor's session in this browser. A person's and a stranger's are kept apart, so that a log-out shows nothing of
 * either to the other.
 */
export interface Sessions {
  slot(): Slot;
  /** The token in use; null before anything was written. */
  token: { value: string | null };
  /** Takes up the session that fits the shop's proof, or the anonymous one without. */
  identify(identity: string | null): Promise<VisitorSession | null>;
  /** A token, made when there is none yet. */
  ensure(): Promise<string>;
  /** The server refused the token: forget it. */
  refused(token: string): void;
  end(): Promise<void>;
}

interface Start {
  channelId: string;
  locale: string;
}

/** Sessions kept under `session:` in the notes. */
export function createSessions(start: Start, notes: Notes): Sessions {
  const token = signal<string | null>(null);
  let slot: Slot = 'anonymous';
  let identity: string | null = null;
  let opening: Promise<string> | null = null;

  const take = (next: Slot) => {
    slot = next;
    token.value = notes.get(`session:${slot}`);
  };
  const keep = (session: VisitorSession) => {
    notes.set(`session:${slot}`, session.token);
    token.value = session.token;
    return session;
  };
  const openSession = (proof: string | null, known: string | null) =>
    call(
      'createVisitorSession',
      {
        body: {
          channelId: start.channelId,
          locale: start.locale,
          timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          ...(proof ? { identity: proof } : {}),
        },
      },
      known,
    );

  const sessions: Sessions = {
    slot: () => slot,
    token,
    async identify(proof) {
      identity = proof;
      const subject = proof && subjectOf(proof);
      take(subject ? `person:${subject}` : 'anonymous');
      const stranger = notes.get('session:anonymous');
      try {
        if (!subject) return token.value ? keep(await openSession(null, token.value)) : null;
        const session = keep(await openSession(proof, token.value ?? stranger));
        notes.set('session:anonymous', null);
        return session;
      } catch (error) {
        if (!(error instanceof RequestError) || (error.passing && error.status !== 401)) return null;
        // The proof is worth nothing, or the session is over: go on as nobody.
        if (subject) return sessions.identify(null);
        if (token.value) sessions.refused(token.value);
        return null;
      }
    },
    ensure() {
      if (token.value) return Promise.resolve(token.value);
      const anew = async () => keep(await openSession(slot === 'anonymous' ? null : identity, null)).token;
      opening ??= anew().finally(() => (opening = null));
      return opening;
    },
    refused(old) {
      if (token.value !== old) return;
      notes.set(`session:${slot}`, null);
      token.value = null;
    },
    async end() {
      const old = token.value;
      for (const key of notes.keys('')) notes.set(key, null);
      identity = null;
      slot = 'anonymous';
      token.value = null;
      if (old) await call('endVisitorSession', {}, old).catch(() => undefined);
    },
  };
  return sessions;
}

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
