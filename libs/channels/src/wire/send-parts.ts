import { reason } from '#libs/contracts';
import type { FetchFailure, GuardedResponse, OutboundFile, OutboundMessage, SendResult } from '../define-channel.js';

export type FilePart<K> = { file: OutboundFile; kind: K; caption?: string };
/** One message at a provider that takes one file per message: a text, or a file with its caption. */
export type Part<K> = { text: string } | FilePart<K>;

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

export type UploadedPart<K> = { text: string } | (FilePart<K> & { uploadId: string });

/** How a provider takes parts whose files are uploaded first and sent by their ids. */
interface UploadingSender<K> {
  upload(part: FilePart<K>): Promise<{ uploadId: string } | SendResult>;
  send(part: UploadedPart<K>, index: number): Promise<SendResult>;
}

/**
 * Sends the parts that earlier tries have not sent, after all of their files have been uploaded: one that is refused
 * stops the message before its recipient has seen a part of it, and would see that again when it is sent anew.
 */
export async function sendUploadedParts<K>(
  message: OutboundMessage,
  parts: Part<K>[],
  { upload, send }: UploadingSender<K>,
): Promise<SendResult> {
  const uploaded: UploadedPart<K>[] = [];
  for (const part of parts.slice(message.partsSent)) {
    const made = 'text' in part ? part : await upload(part);
    if ('outcome' in made) return afterUpload(made);
    uploaded.push('text' in made ? made : { ...(part as FilePart<K>), ...made });
  }
  return sendParts(message, parts, (_part, index) => send(uploaded[index - message.partsSent]!, index));
}

/** The result of a message whose file was not uploaded. An upload is not seen: without an answer it is tried again. */
export const afterUpload = (result: SendResult): SendResult =>
  result.outcome === 'unknown' ? { outcome: 'retry', reason: result.reason } : result;

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
