import type { ChannelContext, OutboundMessage, SendResult } from '../../define-channel.js';
import { outcomeOfFailure } from '../../wire/send-failure.js';
import { type Part, partsOf, sendParts } from '../../wire/send-parts.js';
import { callbackData } from './callback-data.js';
import { bearer, graphUrl } from './graph-request.js';
import { type MediaKind, mediaKindOf } from './media-kind.js';
import { sendOutcome } from './send-outcome.js';
import type { WhatsappSettings } from './settings.js';
import { uploadFile } from './upload-file.js';

type Context = ChannelContext<WhatsappSettings>;

export const MAX_TEXT = 4_096;

/** Sends the remaining parts of a message, one per file. WhatsApp accepts no caption with audio. */
export async function sendMessage(message: OutboundMessage, context: Context): Promise<SendResult> {
  const parts = partsOf(message, mediaKindOf, (kind) => kind !== 'audio');
  const recipient = addressOf(message.recipient);
  if (parts.length === 0) return { outcome: 'failed', reason: 'The message is empty' };
  if (message.text.length > MAX_TEXT)
    return { outcome: 'failed', reason: `WhatsApp takes at most ${MAX_TEXT} characters` };
  if (!recipient) return { outcome: 'failed', reason: 'The customer has no WhatsApp address' };
  return sendParts(message, parts, (part, index) =>
    sendPart(
      part,
      { ...recipient, biz_opaque_callback_data: callbackData(message.id, message.attempt, index, parts.length) },
      context,
    ),
  );
}

/** A phone number is sent as `to`, the id of a person who hides it as `recipient`. */
function addressOf({ kind, value }: OutboundMessage['recipient']): Record<string, string> | undefined {
  if (kind === 'phone') return { to: value.replace(/^\+/, '') };
  return kind === 'whatsapp' ? { recipient: value } : undefined;
}

async function sendPart(
  part: Part<MediaKind>,
  envelope: Record<string, string>,
  context: Context,
): Promise<SendResult> {
  if ('text' in part)
    return post({ ...envelope, type: 'text', text: { body: part.text, preview_url: false } }, context);
  const upload = await uploadFile(part.file, context);
  if ('outcome' in upload) return upload;
  const details = {
    id: upload.mediaId,
    ...(part.caption && { caption: part.caption }),
    ...(part.kind === 'document' && { filename: part.file.name }),
  };
  return post({ ...envelope, type: part.kind, [part.kind]: details }, context);
}

async function post(body: Record<string, unknown>, context: Context): Promise<SendResult> {
  try {
    const response = await context.tools.fetch(graphUrl(context, context.settings.phoneNumberId, 'messages'), {
      method: 'POST',
      headers: { ...bearer(context), 'content-type': 'application/json' },
      body: JSON.stringify({ messaging_product: 'whatsapp', recipient_type: 'individual', ...body }),
    });
    return sendOutcome(response, context);
  } catch (error) {
    return outcomeOfFailure(error);
  }
}
