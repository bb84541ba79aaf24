import type { InboundFile } from '../../define-channel.js';
import { lines } from '../cards.js';
import { field, fileName, identifier, line, list, text } from '../fields.js';
import { nameOfKind } from '../media-type.js';

/** The content of a message of Messenger or Instagram. */
export interface Content {
  text: string;
  files?: InboundFile[];
  flags?: string[];
}

const MAX_TEXT = 50_000;
const mostAttachments = 50;

/** Words, then what is attached: files to fetch, and what can only be told in words. */
export function contentOf(message: unknown): Content {
  const said = text(field(message, 'text'), MAX_TEXT);
  const attachments = list(field(message, 'attachments'));
  const attached = withoutDoubles(attachments.slice(0, mostAttachments)).map(readAttachment);
  // A post came twice for a time, under its former type as well.
  const words = lines(storyOf(message), said, ...new Set(attached.map((each) => each.text)));
  const files = attached.flatMap((each) => each.files ?? []);
  const isCut = attachments.length > mostAttachments || isTooLong(field(message, 'text'));
  const unread = attached.some((each) => each.isUnread) || field(message, 'is_unsupported') === true;
  if (!words && !files.length) return { text: '[unsupported]', flags: ['unsupported'] };
  const flags = [...(isCut ? ['truncated'] : []), ...(unread ? ['unsupported'] : [])];
  return { text: words, ...(files.length && { files }), ...(flags.length && { flags }) };
}

const isTooLong = (said: unknown) => typeof said === 'string' && said.length > MAX_TEXT;

interface Attached {
  text?: string;
  files?: InboundFile[];
  isUnread?: boolean;
}

/** The types of files, and what they hold as long as the provider has not said it more exactly. */
const fileTypes = new Map<unknown, string>([
  ['image', 'image/jpeg'],
  ['video', 'video/mp4'],
  ['audio', 'audio/mp4'],
  ['file', 'application/octet-stream'],
  ['sticker', 'image/png'],
]);

/** What of the platform was shared. Its bytes are not kept: a story ends after a day, and its author may remove it. */
const shares = new Set<unknown>([
  'share',
  'post',
  'ig_post',
  'reel',
  'ig_reel',
  'story',
  'ig_story',
  'story_mention',
  'fallback',
]);

function readAttachment(attachment: unknown): Attached {
  const [type, payload] = [field(attachment, 'type'), field(attachment, 'payload')];
  const file = fileTypes.has(type) && fileOf(type as string, payload);
  if (file) return { files: [file] };
  const shown = shares.has(type)
    ? shareText(type as string, attachment)
    : type === 'template'
      ? productsOf(attachment)
      : undefined;
  return shown ? { text: shown } : { text: `[${line(type, 60) ?? 'unknown'}]`, isUnread: true };
}

function fileOf(type: string, payload: unknown): InboundFile | undefined {
  const url = text(field(payload, 'url'), 4_000);
  if (!url || !/^https?:\/\//i.test(url)) return undefined;
  const contentType = fileTypes.get(type)!;
  const isSticker = type === 'sticker' || stickerOf(payload) !== undefined;
  return {
    name: type === 'file' ? (nameIn(url) ?? 'file') : nameOfKind(isSticker ? 'sticker' : type, contentType),
    contentType,
    mediaRef: url,
    ...(isSticker && { role: 'sticker' as const }),
  };
}

/** The last part of the address, where it looks like a file's name. */
function nameIn(url: string): string | undefined {
  try {
    const name = fileName(decodeURIComponent(new URL(url).pathname));
    return name?.includes('.') ? name : undefined;
  } catch {
    return undefined;
  }
}

const stickerOf = (payload: unknown) => identifier(field(payload, 'sticker_id'));

/** For a time a sticker came as a picture as well. */
function withoutDoubles(attachments: unknown[]): unknown[] {
  const stickers = new Set(
    attachments.filter((each) => field(each, 'type') === 'sticker').map((each) => stickerOf(field(each, 'payload'))),
  );
  return attachments.filter(
    (each) => field(each, 'type') !== 'image' || !stickers.has(stickerOf(field(each, 'payload')) ?? 'none'),
  );
}

function shareText(type: string, attachment: unknown): string | undefined {
  const payload = field(attachment, 'payload');
  const title = line(field(payload, 'title'), 500) ?? line(field(attachment, 'title'), 500);
  const url = line(field(payload, 'url'), 2_000) ?? line(field(attachment, 'url'), 2_000);
  const sign = type === 'story_mention' ? '@' : '🔗';
  return title || url ? lines(`${sign} ${title ?? url}`, title && url) : undefined;
}

/** Products of the shop's catalogue, and whatever else another app had sent as cards. */
function productsOf(attachment: unknown): string | undefined {
  const payload = field(attachment, 'payload');
  const elements = [...list(field(payload, 'product', 'elements')), ...list(field(payload, 'elements'))].slice(0, 30);
  const shown = elements.map((element) => {
    const name = line(field(element, 'title')) ?? line(field(element, 'retailer_id')) ?? line(field(element, 'id'));
    return name && lines(`🛍 ${name}`, line(field(element, 'subtitle'), 500));
  });
  return lines(text(field(payload, 'text'), 2_000), ...shown) || line(field(attachment, 'title')) || undefined;
}

/** The story that a message answers, as a link while it lasts. */
function storyOf(message: unknown): string | undefined {
  const url = line(field(message, 'reply_to', 'story', 'url'), 2_000);
  return url && `↩ ${url}`;
}
