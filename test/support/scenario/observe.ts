import type { Ticket } from '#libs/contracts';
import { until } from '../until.js';
import type { Desk } from './desk.js';
import { eventsHandled, publishedEvents, type PublishedEvent } from './published-events.js';
import type { TestAgent } from './test-agent.js';

/** What an act on a ticket has led to, wherever one looks. */
export interface Seen {
  before: Ticket;
  after: Ticket;
  /** New entries of history. */
  history: string[];
  /** New events for the subscribers. */
  events: PublishedEvent[];
  clocks: Awaited<ReturnType<TestAgent['clocks']>>;
  /** The states that screens were told of. */
  hints: { colleague: number[]; outsider: number[] };
  /** How the colleague's screen shows the ticket after it has fetched what changed; null where they may not see it any more. */
  screen: Ticket | null;
}

/** Looks at a ticket before and after an act. */
export async function observe(desk: Desk, { id }: Pick<Ticket, 'id'>, act: () => Promise<unknown>): Promise<Seen> {
  const { owner, admin, colleague, outsider } = desk;
  await eventsHandled(owner, id);
  const before = await admin.read({ id });
  const known = {
    history: (await admin.history({ id })).length,
    events: (await publishedEvents(owner, id)).length,
    colleague: colleague.hintsOf({ id }).length,
    outsider: outsider.hintsOf({ id }).length,
  };
  await act();
  await eventsHandled(owner, id);
  const changes = await colleague.changes({ id }, before.changeSeq).catch(() => null);
  await hintsReceived(desk);
  return {
    before,
    after: await admin.read({ id }),
    history: (await admin.history({ id })).slice(known.history),
    events: (await publishedEvents(owner, id)).slice(known.events),
    clocks: await admin.clocks({ id }),
    hints: {
      colleague: colleague.hintsOf({ id }).slice(known.colleague),
      outsider: outsider.hintsOf({ id }).slice(known.outsider),
    },
    screen: changes && changes.ticket,
  };
}

/** Sends every screen one more hint and waits for it: what was sent before has arrived by then. */
async function hintsReceived({ admin, fence, colleague, outsider }: Desk): Promise<void> {
  const { changeSeq } = await admin.update(fence, { subject: `Fence ${Math.random()}` });
  const hasIt = (agent: TestAgent) => agent.hintsOf(fence).includes(changeSeq);
  await until('the last hint', () => hasIt(colleague) && hasIt(outsider), 10_000, 5);
}
