import { type ChannelContext, type GuardedResponse, MediaFailure } from '../../define-channel.js';
import { field, text } from '../../wire/fields.js';
import { mediaType } from '../../wire/media-type.js';
import { notFetched } from '../../wire/not-fetched.js';
import { botErrorOf, fileUrl, methodUrl, resultOf } from './bot-request.js';
import type { TelegramSettings } from './settings.js';

type Context = ChannelContext<TelegramSettings>;

/** Bots may fetch files of up to 20 MB. */
const MAX_BYTES = 21 * 1024 * 1024;

/** Requests a file's path, which is valid for an hour, and fetches the file. */
export async function fetchMedia(mediaRef: string, context: Context): Promise<{ bytes: Buffer; contentType: string }> {
  const described = await get(`${methodUrl(context, 'getFile')}?file_id=${encodeURIComponent(mediaRef)}`, context);
  const path = text(field(resultOf(described), 'file_path'), 1_000);
  if (!path || !/^[\w./ -]+$/.test(path) || path.split('/').includes('..'))
    throw new MediaFailure('Telegram named no place for the file', false);
  const response = await get(fileUrl(context, path), context);
  return { bytes: response.body, contentType: mediaType(response.headers.get('content-type')) };
}

/** Throws without the cause, since its URL contains the token. */
async function get(url: string, context: Context): Promise<GuardedResponse> {
  const response = await context.tools
    .fetch(url, { timeoutMs: 60_000, maxBytes: MAX_BYTES })
    .catch((error: unknown) => {
      throw notFetched(error);
    });
  if (response.status === 200) return response;
  const gone = response.status >= 400 && response.status < 500 && ![401, 403, 408, 429].includes(response.status);
  throw new MediaFailure(
    botErrorOf(response, context)?.message ?? `Telegram answered with status ${response.status}`,
    gone,
  );
}
