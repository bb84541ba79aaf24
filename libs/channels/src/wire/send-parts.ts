import type { OutboundFile, OutboundMessage, SendResult } from '../define-channel.js';

/** One message at a provider that takes one file per message: a text, or a file with its caption. */
export type Part<K> = { text: string } | { file: OutboundFile; kind: K; caption?: string };

/**
 * Splits a message into parts. The text is the caption of a single file when possible; several files follow the text.
 */
export function partsOf<K>(
  { text, files }: OutboundMessage,
  kindOf: (file: OutboundFile) => K,
  takesCaption: (kind: K) => boolean,
  maxCaption = 1_024,
): Part<K>[] {
  const media = files.map((file) => ({ file, kind: kindOf(file) }));
  const only = media.length === 1 ? media[0]! : undefined;
  if (only && text && text.length <= maxCaption && takesCaption(only.kind)) return [{ ...only, caption: text }];
  return [...(text ? [{ text }] : []), ...media];
}

/** Sends the parts that earlier tries have not sent, in order. Stops at the first failure. */
export async function sendParts<K>(
  message: OutboundMessage,
  parts: Part<K>[],
  sendPart: (part: Part<K>, index: number) => Promise<SendResult>,
): Promise<SendResult> {
  let result: SendResult = { outcome: 'unknown', reason: 'Every part was sent before' };
  for (let index = message.partsSent; index < parts.length; index++) {
    result = await sendPart(parts[index]!, index);
    if (result.outcome !== 'sent') return parts.length > 1 ? { ...result, partsSent: index } : result;
  }
  return result;
}
