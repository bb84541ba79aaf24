import type { ChannelContext, GuardedResponse, OutboundFile, SendResult } from '../../define-channel.js';
import { field, identifier } from '../../wire/fields.js';
import { outcomeOfFailure } from '../../wire/send-failure.js';
import { answerOf, bearer, graphUrl } from './graph-request.js';
import { sendOutcome } from './send-outcome.js';
import type { WhatsappSettings } from './settings.js';

type Context = ChannelContext<WhatsappSettings>;

/** Uploads a file to send it by its id. The contact does not see an upload, so one without an answer is retried. */
export async function uploadFile(file: OutboundFile, context: Context): Promise<{ mediaId: string } | SendResult> {
  const result = await upload(file, context);
  return 'outcome' in result && result.outcome === 'unknown' ? { outcome: 'retry', reason: result.reason } : result;
}

async function upload(file: OutboundFile, context: Context): Promise<{ mediaId: string } | SendResult> {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', file.contentType);
  form.set('file', new Blob([new Uint8Array(file.bytes)], { type: file.contentType }), file.name);
  try {
    const url = graphUrl(context, context.settings.phoneNumberId, 'media');
    return uploadOutcome(
      await context.tools.fetch(url, { method: 'POST', headers: bearer(context), body: form, timeoutMs: 60_000 }),
      context,
    );
  } catch (error) {
    return outcomeOfFailure(error);
  }
}

function uploadOutcome(response: GuardedResponse, context: Context): { mediaId: string } | SendResult {
  const mediaId = response.status < 300 ? identifier(field(answerOf(response), 'id')) : undefined;
  return mediaId ? { mediaId } : sendOutcome(response, context);
}
