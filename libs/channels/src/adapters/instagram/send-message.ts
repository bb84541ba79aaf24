import { reason } from '#libs/contracts';
import type { ChannelContext, OutboundMessage, SendResult } from '../../define-channel.js';
import { bearer, graphUrl } from '../../wire/meta/graph-request.js';
import { messagingRules } from '../../wire/meta/messaging-outcome.js';
import { sendOutcome } from '../../wire/meta/send-outcome.js';
import { type Part, outcomeOfFailure, partsOf, sendParts } from '../../wire/send-parts.js';
import { type MediaKind, mediaKindOf, whyNotSendable } from './sendable-files.js';
import { type InstagramSettings, secretsOf } from './settings.js';

type Context = ChannelContext<InstagramSettings>;

/** Bytes of UTF-8: a Chinese character has three, an emoji four or more. */
export const MAX_BYTES = 1_000;
/** Instagram fetches a file before it answers. */
const FILE_TIMEOUT_MS = 60_000;

const rules = messagingRules('Instagram');

/** Sends the remaining parts of a message: the text, then each file. Instagram knows no captions. */
export async function sendMessage(message: OutboundMessage, context: Context): Promise<SendResult> {
  const why = whyNot(message);
  if (why) return { outcome: 'failed', reason: why };
  return sendParts(
    message,
    partsOf(message, mediaKindOf, () => false),
    (part) => sendPart(part, message, context),
  );
}

function whyNot({ text, files, recipient }: OutboundMessage): string | undefined {
  const platform = 'Instagram';
  if (!text && files.length === 0) return reason('message-empty');
  if (recipient.kind !== 'instagram') return reason('no-address', { platform });
  const count = Buffer.byteLength(text);
  if (count > MAX_BYTES) return reason('text-has-too-many-bytes', { platform, max: MAX_BYTES, count });
  return whyNotSendable(files);
}

/** Instagram fetches a file by its address: with Instagram Login it takes no bytes. */
async function sendPart(part: Part<MediaKind>, message: OutboundMessage, context: Context): Promise<SendResult> {
  const said =
    'text' in part ? { text: part.text } : { attachment: { type: part.kind, payload: { url: part.file.link() } } };
  // After the 24 hours only a person may answer, for seven days, by a tag that the app needs Meta's leave for.
  const tag = message.isAfterWindow && { tag: 'HUMAN_AGENT' };
  const { settings, tools } = context;
  try {
    const response = await tools.fetch(graphUrl(context, settings.accountId, 'messages'), {
      method: 'POST',
      headers: { ...bearer(settings.accessToken), 'content-type': 'application/json' },
      body: JSON.stringify({ recipient: { id: message.recipient.value }, message: said, ...tag }),
      ...('file' in part && { timeoutMs: FILE_TIMEOUT_MS }),
    });
    return sendOutcome({ response, secrets: secretsOf(settings), context }, rules);
  } catch (error) {
    return outcomeOfFailure(error);
  }
}
