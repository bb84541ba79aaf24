import { reason } from '#libs/contracts';
import type { FetchFailure, GuardedResponse, OutboundFile, OutboundMessage, SendResult } from '../define-channel.js';

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
  let result: SendResult = { outcome: 'unknown', reason: reason('parts-sent-before') };
  const earlier: string[] = [];
  for (let index = message.partsSent; index < parts.length; index++) {
    if (result.outcome === 'sent') earlier.push(result.externalId);
    result = await sendPart(parts[index]!, index);
    if (result.outcome !== 'sent')
      return parts.length > 1 ? { ...result, partsSent: index, ...named(earlier) } : result;
  }
  return { ...result, ...named(earlier) };
}

const named = (partIds: string[]) => (partIds.length ? { partIds } : {});

type NotSent = Exclude<SendResult, { outcome: 'sent' }>;

/** The result of a send without an answer. Retry only when the request was certainly not written. */
export function outcomeOfFailure(error: unknown): NotSent {
  const { refused, written } = error as Partial<FetchFailure>;
  if (refused) return { outcome: 'failed', reason: refusedProvider(error) };
  if (written === false) return { outcome: 'retry', reason: reason('not-reached') };
  return { outcome: 'unknown', reason: reason('no-answer') };
}

/** Says that the provider's address is not allowed, and which setting would allow it. */
const refusedProvider = (error: unknown): string => {
  const { hint } = error as Partial<FetchFailure>;
  return hint ? reason('address-refused-why', { why: hint }) : reason('address-refused');
};

/** Why a check got no answer from a provider. */
export const describeNoAnswer = (error: unknown, provider: string): string =>
  (error as Partial<FetchFailure>).refused
    ? refusedProvider(error)
    : reason('platform-not-reached', { platform: provider });

/** The seconds of a Retry-After, which is a number or a date; at most an hour. */
export function retryAfter(response: GuardedResponse, now: Date): number | undefined {
  const header = response.headers.get('retry-after');
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - now.getTime()) / 1_000;
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 1), 3_600) : undefined;
}
