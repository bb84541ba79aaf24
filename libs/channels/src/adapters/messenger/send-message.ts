import { reason } from '#libs/contracts';
import type { ChannelContext, GuardedResponse, OutboundMessage, SendResult } from '../../define-channel.js';
import { field, identifier } from '../../wire/fields.js';
import { callbackData } from '../../wire/meta/callback-data.js';
import { answerOf, bearer, graphUrl } from '../../wire/meta/graph-request.js';
import { type FilePart, outcomeOfFailure, partsOf, sendUploadedParts } from '../../wire/send-parts.js';
import { outcomeOf } from './send-outcome.js';
import type { MessengerSettings } from './settings.js';

type Context = ChannelContext<MessengerSettings>;
type MediaKind = 'image' | 'video' | 'audio' | 'file';

export const MAX_TEXT = 2_000;

/** Sends the remaining parts of a message: the text, then each file. Messenger knows no captions. */
export async function sendMessage(message: OutboundMessage, context: Context): Promise<SendResult> {
  const parts = partsOf(message, mediaKindOf, () => false);
  if (parts.length === 0) return { outcome: 'failed', reason: reason('message-empty') };
  if (message.text.length > MAX_TEXT)
    return { outcome: 'failed', reason: reason('text-too-long', { platform: 'Messenger', max: MAX_TEXT }) };
  if (message.recipient.kind !== 'messenger')
    return { outcome: 'failed', reason: reason('no-address', { platform: 'Messenger' }) };
  return sendUploadedParts(message, parts, {
    upload: (part) => uploadFile(part, context),
    send: (part, index) => {
      // Messenger returns the mark as the metadata of the message's echo.
      const metadata = callbackData(message.id, message.attempt, index, parts.length);
      if ('text' in part) return post({ text: part.text, metadata }, message, context);
      const payload = { attachment_id: part.uploadId };
      return post({ attachment: { type: part.kind, payload }, metadata }, message, context);
    },
  });
}

async function post(said: object, message: OutboundMessage, context: Context): Promise<SendResult> {
  const body = { recipient: { id: message.recipient.value }, ...kindOf(message), message: said };
  try {
    const response = await context.tools.fetch(graphUrl(context, context.settings.pageId, 'messages'), {
      method: 'POST',
      headers: { ...bearer(context.settings.pageAccessToken), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return outcomeOf(response, context);
  } catch (error) {
    return outcomeOfFailure(error);
  }
}

/** After the 24 hours only a person may answer, for seven days, by a tag that the app needs Meta's leave for. */
const kindOf = ({ isAfterWindow }: OutboundMessage) =>
  isAfterWindow ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } : { messaging_type: 'RESPONSE' };

/** How Messenger shows a file. */
function mediaKindOf({ contentType }: { contentType: string }): MediaKind {
  const kind = contentType.split('/')[0];
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'file';
}

type Upload = { uploadId: string } | SendResult;

/** Uploads a file to send it by its id. */
async function uploadFile({ file, kind }: FilePart<MediaKind>, context: Context): Promise<Upload> {
  const form = new FormData();
  form.set('message', JSON.stringify({ attachment: { type: kind, payload: { is_reusable: true } } }));
  form.set('filedata', new Blob([new Uint8Array(file.bytes)], { type: file.contentType }), file.name);
  try {
    const url = graphUrl(context, context.settings.pageId, 'message_attachments');
    const headers = bearer(context.settings.pageAccessToken);
    return uploadOutcome(
      await context.tools.fetch(url, { method: 'POST', headers, body: form, timeoutMs: 60_000 }),
      context,
    );
  } catch (error) {
    return outcomeOfFailure(error);
  }
}

function uploadOutcome(response: GuardedResponse, context: Context): Upload {
  const uploadId = response.status < 300 ? identifier(field(answerOf(response), 'attachment_id')) : undefined;
  return uploadId ? { uploadId } : outcomeOf(response, context);
}
