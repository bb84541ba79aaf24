import { setTimeout as pause } from 'node:timers/promises';
import type { Inbound, InboundEcho, ReadyChannel } from '#libs/channels';
import { type SendUnderWay, sendsUnderWay } from '#libs/dispatch';
import { type Database, firstRow, rows } from '#libs/platform';
import { newestTicketsOfAddress } from './find-ticket.queries.js';
import { messageByProviderId } from './received-message.queries.js';

const longestMs = 3_000;
const stepMs = 100;
/** Of one delivery; each costs a query. */
const mostPeople = 100;

/**
 * Where echoes carry no mark of ours, only the id in the provider's answer shows which are our own. Of an echo that
 * arrives before that answer, this waits for it, outside of any transaction. What begins to be sent meanwhile has no
 * echo among these.
 * @returns the echoes of which it is still not known; the provider has to deliver them again
 */
export async function awaitOwnSends(
  database: Database,
  channel: ReadyChannel,
  items: Inbound[],
): Promise<Set<Inbound>> {
  let open = channel.adapter.echoesAreMarked === false ? items.filter((item) => item.kind === 'echo') : [];
  const ticketIds = await ticketsOf(database, channel, open);
  const until = Date.now() + longestMs;
  let begunBy: string | null = null;
  for (;;) {
    const sending: SendUnderWay[] =
      ticketIds.length > 0 ? await sendsUnderWay(database, channel.id, ticketIds, begunBy) : [];
    const isSentTo = ({ recipient: { kind, value } }: InboundEcho) =>
      sending.some((send) => send.kind === kind && send.value === value);
    open = open.filter(isSentTo);
    if (begunBy === null) open = await withUnknownId(database, channel, open);
    if (open.length === 0 || Date.now() >= until) return new Set(open);
    begunBy ??= sending[0]!.asOf;
    await pause(stepMs);
  }
}

/** The tickets on which something may be on its way to these people. */
async function ticketsOf(database: Database, channel: ReadyChannel, echoes: InboundEcho[]): Promise<string[]> {
  const people = new Map(echoes.map(({ recipient }) => [recipient.value, recipient.kind]));
  const ids: string[] = [];
  for (const [value, kind] of [...people].slice(0, mostPeople)) {
    const tickets = await rows<{ id: string }>(database, newestTicketsOfAddress, [kind, value, channel.id]);
    ids.push(...tickets.map(({ id }) => id));
  }
  return ids;
}

/** An echo of an earlier message need not wait for the next one. */
async function withUnknownId(database: Database, channel: ReadyChannel, echoes: InboundEcho[]): Promise<InboundEcho[]> {
  const unknown: InboundEcho[] = [];
  for (const echo of echoes)
    if (!(await firstRow(database, messageByProviderId, [channel.id, echo.externalId]))) unknown.push(echo);
  return unknown;
}
