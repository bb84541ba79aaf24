import type { Ticket, TicketPart } from '#libs/contracts';
import { until } from '../until.js';
import type { Desk } from './desk.js';
import { eventsHandled, publishedEvents, type PublishedEvent } from './published-events.js';
import type { Hint, TestAgent } from './test-agent.js';

/** What an act on a ticket has led to, wherever one looks. */
export interface Seen {
  before: Ticket;
  after: Ticket;
  /** New entries of history. */
  history: string[];
  /** New events for the subscribers. */
  events: PublishedEvent[];
  /**
   * The states of the ticket that screens received hints of, without those that the clocks' worker sends after them.
   */
  hints: { colleague: number[]; outsider: number[] };
  /** What the hints said to be another. */
  hinted: TicketPart[];
  /**
   * How the colleague's screen shows the ticket after it has fetched what changed; null where they may not see it any
   * more.
   */
  screen: Ticket | null;
}

/** Looks at a ticket before and after an act. */
export async function observe(desk: Desk, ticket: Pick<Ticket, 'id'>, act: () => Promise<unknown>): Promise<Seen> {
  const { owner, admin, colleague, outsider } = desk;
  await eventsHandled(owner, ticket.id);
  const before = await admin.read(ticket);
  const known = {
    events: (await publishedEvents(owner, ticket.id)).length,
    colleague: colleague.hintsOf(ticket).length,
    outsider: outsider.hintsOf(ticket).length,
  };
  await act();
  await eventsHandled(owner, ticket.id);
  const changes = await admin.changes(ticket, before.changeSeq);
  const screen = await colleague.changes(ticket, before.changeSeq).catch(() => null);
  await hintsReceived(desk);
  const hints = {
    colleague: colleague.hintsOf(ticket).slice(known.colleague).filter(isOfNoClock),
    outsider: outsider.hintsOf(ticket).slice(known.outsider).filter(isOfNoClock),
  };
  return {
    before,
    after: changes.ticket,
    history: changes.events.map((event) => admin.describe(event)),
    events: (await publishedEvents(owner, ticket.id)).slice(known.events),
    hints: { colleague: statesIn(hints.colleague), outsider: statesIn(hints.outsider) },
    hinted: [...new Set(hints.colleague.flatMap(({ changed }) => changed))],
    screen: screen && screen.ticket,
  };
}

const isOfNoClock = ({ changed }: Hint) => changed.join() !== 'clock';
const statesIn = (hints: Hint[]) => [...new Set(hints.map(({ changeSeq }) => changeSeq))];

/**
 * Sends every screen two more hints, one after the other, and waits for each: what was sent before has arrived by then.
 * One is not enough, since hints of two tickets may overtake each other.
 */
async function hintsReceived({ admin, fence, colleague, outsider }: Desk): Promise<void> {
  for (let turn = 0; turn < 2; turn++) {
    const { changeSeq } = await admin.update(fence, { subject: `Fence ${Math.random()}` });
    const hasIt = (agent: TestAgent) => agent.hintsOf(fence).some((hint) => hint.changeSeq === changeSeq);
    await until('the last hint', () => hasIt(colleague) && hasIt(outsider), 10_000, 5);
  }
}
