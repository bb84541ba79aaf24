import { type ChannelContext, type GuardedResponse, MediaFailure } from '../../define-channel.js';
import { field, line, number, text } from '../../wire/fields.js';
import { answerOf, bearer, graphErrorOf, graphUrl } from '../../wire/meta/graph-request.js';
import { notFetched } from '../../wire/not-fetched.js';
import { isThrottled } from './send-outcome.js';
import { type WhatsappSettings, secretsOf } from './settings.js';

type Context = ChannelContext<WhatsappSettings>;

/** WhatsApp allows documents of 100 MB; we limit them further. */
const MAX_BYTES = 50 * 1024 * 1024;

/** Requests the short-lived URL of a media id, which may be on another host, and fetches the bytes. */
export async function fetchMedia(mediaRef: string, context: Context): Promise<{ bytes: Buffer; contentType: string }> {
  const described = answerOf(await get(graphUrl(context, mediaRef), context));
  const url = mediaUrl(described, context);
  if ((number(field(described, 'file_size')) ?? 0) > MAX_BYTES) throw new MediaFailure('The file is too large', true);
  const response = await get(url, context);
  const contentType =
    line(field(described, 'mime_type')) ?? response.headers.get('content-type') ?? 'application/octet-stream';
  return { bytes: response.body, contentType: contentType.split(';')[0]!.trim().toLowerCase() };
}

/** The request contains the token, so require TLS unless the API's own URL has none. */
function mediaUrl(described: unknown, { settings }: Context): string {
  const url = text(field(described, 'url'), 4_000);
  const allowed = settings.apiBaseUrl.startsWith('http:') ? /^https?:\/\//i : /^https:\/\//i;
  if (!url || !allowed.test(url)) throw new MediaFailure('WhatsApp named no address for the file', false);
  return url;
}

async function get(url: string, context: Context): Promise<GuardedResponse> {
  const response = await context.tools
    .fetch(url, { headers: bearer(context.settings.accessToken), timeoutMs: 60_000, maxBytes: MAX_BYTES })
    .catch((error: unknown) => {
      throw notFetched(error);
    });
  if (response.status === 200) return response;
  const error = graphErrorOf(response, secretsOf(context.settings));
  const isPassing = error && (error.transient || isThrottled(error));
  const gone =
    response.status >= 400 && response.status < 500 && ![401, 403, 408, 429].includes(response.status) && !isPassing;
  throw new MediaFailure(error?.message ?? `WhatsApp answered with status ${response.status}`, gone);
}
