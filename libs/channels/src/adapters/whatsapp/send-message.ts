import { reason } from '#libs/contracts';
import type {
  ChannelContext,
  GuardedResponse,
  OutboundFile,
  OutboundMessage,
  OutboundTemplate,
  SendResult,
} from '../../define-channel.js';
import { field, identifier } from '../../wire/fields.js';
import { type UploadedPart, afterUpload, outcomeOfFailure, partsOf, sendUploadedParts } from '../../wire/send-parts.js';
import { callbackData } from '../../wire/meta/callback-data.js';
import { answerOf, bearer, graphUrl } from '../../wire/meta/graph-request.js';
import { outcomeOf } from './send-outcome.js';
import { templateBody } from './templates/send-template.js';
import type { WhatsappSettings } from './settings.js';

type Context = ChannelContext<WhatsappSettings>;

export const MAX_TEXT = 4_096;

/** Sends a template, or the remaining parts of a message, one per file. WhatsApp accepts no caption with audio. */
export async function sendMessage(message: OutboundMessage, context: Context): Promise<SendResult> {
  const parts = partsOf(message, mediaKindOf, (kind) => kind !== 'audio');
  const recipient = addressOf(message.recipient);
  if (message.template && recipient) return sendTemplate(message.template, message, recipient, context);
  if (parts.length === 0) return { outcome: 'failed', reason: reason('message-empty') };
  if (message.text.length > MAX_TEXT)
    return { outcome: 'failed', reason: reason('text-too-long', { platform: 'WhatsApp', max: MAX_TEXT }) };
  if (!recipient) return { outcome: 'failed', reason: reason('no-address', { platform: 'WhatsApp' }) };
  return sendUploadedParts(message, parts, {
    upload: ({ file }) => uploadFile(file, context),
    send: (part, index) => {
      const mark = callbackData(message.id, message.attempt, index, parts.length);
      return post({ ...recipient, biz_opaque_callback_data: mark, ...bodyOf(part) }, context);
    },
  });
}

/** A file of its header is uploaded first; a template is always one message. */
async function sendTemplate(
  template: OutboundTemplate,
  { id, attempt, files: [file] }: OutboundMessage,
  recipient: Record<string, string>,
  context: Context,
): Promise<SendResult> {
  const hasFile = template.parameters.some(({ kind }) => kind !== 'text');
  if (hasFile && !file) return { outcome: 'failed', reason: reason('file-lost') };
  const upload = hasFile && file ? await uploadFile(file, context) : undefined;
  if (upload && 'outcome' in upload) return afterUpload(upload);
  const body = templateBody(template, upload && file && { id: upload.uploadId, name: file.name });
  return post({ ...recipient, biz_opaque_callback_data: callbackData(id, attempt, 0, 1), ...body }, context);
}

/** A phone number is sent as `to`, the id of a person who hides it as `recipient`. */
function addressOf({ kind, value }: OutboundMessage['recipient']): Record<string, string> | undefined {
  if (kind === 'phone') return { to: value.replace(/^\+/, '') };
  return kind === 'whatsapp' ? { recipient: value } : undefined;
}

function bodyOf(part: UploadedPart<MediaKind>): Record<string, unknown> {
  if ('text' in part) return { type: 'text', text: { body: part.text, preview_url: false } };
  const details = {
    id: part.uploadId,
    ...(part.caption && { caption: part.caption }),
    ...(part.kind === 'document' && { filename: part.file.name }),
  };
  return { type: part.kind, [part.kind]: details };
}

async function post(body: Record<string, unknown>, context: Context): Promise<SendResult> {
  try {
    const response = await context.tools.fetch(graphUrl(context, context.settings.phoneNumberId, 'messages'), {
      method: 'POST',
      headers: { ...bearer(context.settings.accessToken), 'content-type': 'application/json' },
      body: JSON.stringify({ messaging_product: 'whatsapp', recipient_type: 'individual', ...body }),
    });
    return outcomeOf(response, context);
  } catch (error) {
    return outcomeOfFailure(error);
  }
}

type MediaKind = 'image' | 'video' | 'audio' | 'document';

/** The types that WhatsApp shows inline; all others are sent as documents. */
const kinds = new Map<string, MediaKind>([
  ['image/jpeg', 'image'],
  ['image/png', 'image'],
  ['video/mp4', 'video'],
  ['video/3gpp', 'video'],
  ['audio/aac', 'audio'],
  ['audio/amr', 'audio'],
  ['audio/mpeg', 'audio'],
  ['audio/mp4', 'audio'],
  ['audio/ogg', 'audio'],
]);

/** WhatsApp's message type for a file. */
const mediaKindOf = ({ contentType }: { contentType: string }): MediaKind => kinds.get(contentType) ?? 'document';

/** Uploads a file to send it by its id. */
async function uploadFile(file: OutboundFile, context: Context): Promise<{ uploadId: string } | SendResult> {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', file.contentType);
  form.set('file', new Blob([new Uint8Array(file.bytes)], { type: file.contentType }), file.name);
  try {
    const url = graphUrl(context, context.settings.phoneNumberId, 'media');
    return uploadOutcome(
      await context.tools.fetch(url, {
        method: 'POST',
        headers: bearer(context.settings.accessToken),
        body: form,
        timeoutMs: 60_000,
      }),
      context,
    );
  } catch (error) {
    return outcomeOfFailure(error);
  }
}

function uploadOutcome(response: GuardedResponse, context: Context): { uploadId: string } | SendResult {
  const uploadId = response.status < 300 ? identifier(field(answerOf(response), 'id')) : undefined;
  return uploadId ? { uploadId } : outcomeOf(response, context);
}
