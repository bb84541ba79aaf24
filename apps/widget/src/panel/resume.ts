import type { VisitorSession } from '#libs/contracts';
import type { ToPage } from '../frame-messages.js';
import { call } from './api.js';
import { RequestError } from './server.js';

/** The shop's page that shows the panel; `origin` is null where the panel is a page of its own. */
export interface ShopPage {
  origin: string | null;
  post(message: ToPage): void;
}

interface Start {
  channelId: string;
  locale: string;
}

const form = /^[A-Za-z0-9_-]{43}$/;
const mostKept = 4;

/** A ticket: 256 random bits. Made here, not by the server, so that a lost answer leaves nobody without it. */
function newTicket(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (sign) => ({ '+': '-', '/': '_' })[sign] ?? '');
}

export const timeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * Goes on with a session by a ticket that the shop's page keeps, for browsers that forget what a frame stores. Each
 * ticket is good once: the next one is with the page before the server hears of it, so whichever answer is lost, one of
 * those that the page keeps is good.
 */
export function createResume(start: Start, page: ShopPage) {
  const useless = new Set<string>();
  let tickets: string[] = [];
  let isKept = false;

  const use = async (ticket: string, identity: string | null): Promise<VisitorSession> => {
    const next = newTicket();
    page.post({ type: 'tickets', add: next, drop: [] });
    tickets = [next, ...tickets].slice(0, mostKept);
    const session = await call('resumeVisitorSession', {
      body: {
        channelId: start.channelId,
        origin: page.origin!,
        ticket,
        next,
        locale: start.locale,
        timeZone: timeZone(),
        ...(identity ? { identity } : {}),
      },
    });
    settle([ticket, ...useless]);
    tickets = [];
    isKept = true;
    return session;
  };
  const settle = (gone: string[]) => {
    for (const ticket of gone) useless.add(ticket);
    tickets = tickets.filter((ticket) => !useless.has(ticket));
    page.post({ type: 'tickets', add: null, drop: gone });
  };

  return {
    /** What the page keeps; of one that was tried before nothing is expected. */
    offer(kept: string | null) {
      const all = page.origin ? (kept ?? '').split(' ') : [];
      for (const ticket of all) if (!form.test(ticket)) useless.add(ticket);
      tickets = all.filter((ticket) => !useless.has(ticket)).slice(0, mostKept);
    },
    isWaiting: () => tickets.length > 0,
    /** The session of the first good ticket, or null. Throws when that cannot be known now. */
    async take(identity: string | null): Promise<VisitorSession | null> {
      for (let ticket = tickets[0]; ticket; ticket = tickets[0]) {
        const before = tickets;
        try {
          return await use(ticket, identity);
        } catch (error) {
          const isRefusal = error instanceof RequestError && error.status === 401 && error.problem === 'not-signed-in';
          if (!isRefusal) throw error;
          const made = tickets.filter((each) => !before.includes(each));
          settle([ticket, ...made]);
        }
      }
      return null;
    },
    /** Has the page keep a ticket of this session, unless it has got one from here. */
    async keep(token: string) {
      if (isKept || !page.origin) return;
      isKept = true;
      const ticket = newTicket();
      page.post({ type: 'tickets', add: ticket, drop: [...tickets, ...useless] });
      tickets = [];
      await call('keepVisitorTicket', { body: { origin: page.origin, ticket } }, token).catch(() => (isKept = false));
    },
    forget() {
      tickets = [];
      isKept = false;
      page.post({ type: 'tickets', add: null, drop: null });
    },
  };
}
export type Resume = ReturnType<typeof createResume>;
