import { type ChannelContext, MediaFailure } from '../../define-channel.js';
import { mediaType } from '../media-type.js';
import { notFetched } from '../not-fetched.js';

/** More than Messenger and Instagram take. */
const MAX_BYTES = 50 * 1024 * 1024;

/** Fetches a file from the address that came with its message. The address is signed; it gets no token of ours. */
export async function fetchFile(
  url: string,
  { tools, settings }: ChannelContext<{ apiBaseUrl: string }>,
): Promise<{ bytes: Buffer; contentType: string }> {
  const allowed = settings.apiBaseUrl.startsWith('http:') ? /^https?:\/\//i : /^https:\/\//i;
  if (!allowed.test(url)) throw new MediaFailure('The file’s address is not allowed', true);
  const response = await tools.fetch(url, { timeoutMs: 60_000, maxBytes: MAX_BYTES }).catch((error: unknown) => {
    throw notFetched(error);
  });
  const { status, headers, body: bytes } = response;
  if (status === 200) return { bytes, contentType: mediaType(headers.get('content-type')) };
  // An address that has expired is answered as forbidden.
  throw new MediaFailure(`The file’s server answered with status ${status}`, [403, 404, 410].includes(status));
}
