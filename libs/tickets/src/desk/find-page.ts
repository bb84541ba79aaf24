import type { TicketPage } from '#libs/contracts';
import { type Database, encodeCursor, rows } from '#libs/platform';
import { type TicketRow, describeTicket } from '../core/ticket-view.js';
import { type AskedPage, type PagePlace, type Sources, pageOfTickets } from './list-tickets.queries.js';
import { sourcesOf } from './ticket-sources.js';
import type { Place } from './walk-tickets.queries.js';

/** A ticket of a page; without an id it is none, and says only how far the page came. */
export type FoundRow = PagePlace & { [Name in keyof TicketRow]: TicketRow[Name] };

type Asked = Omit<AskedPage, 'from'>;

export interface FoundPage {
  tickets: FoundRow[];
  /** The last ticket that was looked at, where more than the page would have been too much for one request. */
  reached: { at: Date; place: Place } | null;
  /** Whether no source gave few, so that there is none to ask for the next page. */
  isByOrder: boolean;
}

/** The most tickets of a request that are gone through in their order, and those that are tried first. */
const [mostWalked, fewWalked] = [5_000, 1_000];
/** Of a search that finds so few on its way through the first tickets, the sources are asked. */
const seldom = 8;

/**
 * Finds a page of tickets in the order of the list. Each way gives the same tickets; what is tried first is only a
 * matter of time. Few tickets are collected by their ids and then sorted. Many are met soon on the way through all.
 * What is neither, such as two common things that no ticket has both of, comes short, with the place that was reached.
 * @param isByOrder whether the page before has shown that no source gives few
 */
export async function findPage(database: Database, asked: Asked, me: string, isByOrder: boolean): Promise<FoundPage> {
  const attempt = async (from: AskedPage['from']) => {
    const parameters: [string, ...unknown[]] = [me];
    return read(await rows<FoundRow>(database, pageOfTickets({ ...asked, from }, parameters), parameters));
  };
  if (isByOrder) return { ...(await attempt({ most: mostWalked })), isByOrder: true };
  const { first, later } = plan(asked, me);
  if (first) {
    const few = await attempt(first);
    if (!few.tooMany) return few;
  }
  const isSearch = asked.search !== null;
  const walked = await attempt({ most: isSearch || !later ? mostWalked : fewWalked });
  if (!walked.reached || !later) return walked;
  if (isSearch && walked.tickets.length >= seldom) return walked;
  const few = await attempt(later);
  if (!few.tooMany) return few;
  return { ...(isSearch ? walked : await attempt({ most: mostWalked })), isByOrder: true };
}

/** The sources that are likely to give few, and all others. */
function plan({ search, scope, filter, sort }: Asked, me: string): { first: Sources | null; later: Sources | null } {
  const sources = sourcesOf({ scope, filter }, me);
  // Statistics are of all workspaces together: a word that is common among them may be rare here.
  const isUncertain = search !== null && search.rarity !== 'rare';
  const later = sources.length > 0 || isUncertain ? { sources, words: isUncertain } : null;
  if (search?.rarity === 'rare') return { first: { sources: [], words: true }, later };
  // These have the first source. What is late or soon due is met first in the order of what is due.
  const isSeldom = filter.contactId || filter.automatic === 'only' || (filter.sla && sort === 'activity');
  return { first: isSeldom ? { sources: sources.slice(0, 1), words: false } : null, later };
}

function read(found: FoundRow[]) {
  const { tooMany, reachedAt, reachedPlace, reachedId } = found[0]!;
  const reached: FoundPage['reached'] =
    reachedAt && reachedPlace && reachedId ? { at: reachedAt, place: [reachedPlace, reachedId] } : null;
  return { tickets: found.filter(({ id }) => id), tooMany, reached, isByOrder: false };
}

/** Cuts what was found, which may be one more than the limit. */
export function pageOf({ tickets, reached, isByOrder }: FoundPage, limit: number): TicketPage {
  const items = tickets.slice(0, limit);
  const last = items.at(-1);
  const end = tickets.length > limit && last ? [last.place, last.id] : reached?.place;
  return {
    items: items.map(describeTicket),
    nextCursor: end ? encodeCursor(isByOrder ? [...end, 1] : end) : null,
    lookedBackTo: reached?.at.toISOString() ?? null,
  };
}
