import { ownMessageId } from '#libs/channels';
import { laneOf } from '#libs/dispatch';
import type { DemoChannel, DemoWorld } from './demo-world.js';

interface Sent {
  channel: DemoChannel;
  recipient: { kind: string; value: string };
  error: string | null;
  at: string;
}

/** The Message-ID of an outbound mail. */
export const mailIdOf = (world: DemoWorld, { address }: DemoChannel, id: string): string =>
  ownMessageId(world.secrets.key('message-id'), id, 1, address!.split('@')[1]!);

/** The dispatch of an outbound message and its id at the provider. */
export function dispatchRow(
  message: Record<string, unknown>,
  { channel, recipient, error, at }: Sent,
): Record<string, unknown> {
  const { id, workspace_id, ticket_id, seq, mail_id } = message;
  const abroad = channel.type === 'telegram' ? `${recipient.value}:${1_000 + Number(seq)}` : `wamid.demo-${String(id)}`;
  return {
    workspace_id,
    id,
    owner: 'message',
    owner_id: id,
    ticket_id,
    lane: laneOf(String(ticket_id), recipient),
    place: seq,
    channel_id: channel.id,
    recipient_kind: recipient.kind,
    recipient_value: recipient.value,
    status: message.delivery_status,
    attempt: 1,
    tries: 1,
    parts_sent: 0,
    due_at: at,
    external_id: error ? null : (mail_id ?? abroad),
    mail_id,
    error,
    created_at: at,
    sent_at: error ? null : at,
  };
}
