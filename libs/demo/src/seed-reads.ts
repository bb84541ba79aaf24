import type { Tx } from '#libs/platform';
import type { DemoWorld } from './demo-world.js';
import { insertRows } from './support/insert-rows.js';
import { day } from './support/time.js';
import type { TicketScript } from './ticket-script.js';

/** All agents have read what is old, and much of what is new. */
export async function seedReads(
  tx: Tx,
  { workspaceId, agents, random, now }: DemoWorld,
  scripts: TicketScript[],
): Promise<void> {
  const recent = scripts.filter(({ lastAt }) => lastAt > now - 14 * day);
  await insertRows(
    tx,
    'ticket_reads',
    recent.flatMap((script) =>
      agents.flatMap((agent) => {
        const isNews = script.status === 'open' && script.lastAt > now - day / 4;
        const isRead = isNews ? random.chance(0.35) : random.chance(0.95);
        const seq = isRead ? script.lastSeq : script.lastSeq - 1;
        return seq > 0 ? [{ workspace_id: workspaceId, ticket_id: script.id, agent_id: agent.id, seq }] : [];
      }),
    ),
  );
}
