import type { InboundMessage } from '#libs/channels';
import { type Tx, firstRow } from '#libs/platform';
import { noteReplyTo } from './received-message.queries.js';

/**
 * Says whose message it is when answers are to go elsewhere: the sender's, unless the sender only passes on what others
 * write, as a shop's form does. Then it is of whom the Reply-To names; a proof of the sender proves nothing about them.
 */
export async function chooseAuthor(tx: Tx, inbound: InboundMessage): Promise<InboundMessage> {
  const { sender, replyTo } = inbound;
  if (!replyTo || !(inbound.relayed || (await writesForSeveral(tx, sender.value, replyTo.address)))) return inbound;
  const { address: value, name } = replyTo;
  return {
    ...inbound,
    from: sender.value,
    sender: { kind: sender.kind, value, ...(name && { name }), verified: false },
  };
}

async function writesForSeveral(tx: Tx, sender: string, replyTo: string): Promise<boolean> {
  const row = await firstRow<{ writesForSeveral: boolean }>(tx, noteReplyTo, [sender, replyTo]);
  return row!.writesForSeveral;
}
