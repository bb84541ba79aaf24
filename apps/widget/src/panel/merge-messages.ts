import type { VisitorMessage } from '#libs/contracts';

/** The messages by their place, each in its latest state, whichever way and however often they came. */
export function mergeMessages(known: VisitorMessage[], incoming: VisitorMessage[]): VisitorMessage[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of incoming) {
    const before = byId.get(message.id);
    if (!before || before.changeSeq <= message.changeSeq) byId.set(message.id, message);
  }
  return [...byId.values()].sort((a, b) => a.seq - b.seq);
}
