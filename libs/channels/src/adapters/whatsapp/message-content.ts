import type { InboundFile } from '../../define-channel.js';
import { lines, personText, placeText } from '../../wire/cards.js';
import { cleanText, field, fileName, identifier, line, list, number, text } from '../../wire/fields.js';
import { mediaType, nameOfKind } from '../../wire/media-type.js';
import { readJson } from '../../wire/read-json.js';

/** The content of a message of any kind. Readers return undefined when they do not understand it. */
export interface Content {
  text: string;
  files?: InboundFile[];
  flags?: string[];
}

const MAX_TEXT = 50_000;

function textContent(body: unknown, flags: string[] = []): Content | undefined {
  const said = text(body, MAX_TEXT);
  if (!said) return undefined;
  return { text: said, flags: (body as string).length > MAX_TEXT ? [...flags, 'truncated'] : flags };
}

/** A file to be fetched later by its media id, and its caption. */
function mediaContent(media: unknown, kind: string, role?: InboundFile['role']): Content | undefined {
  const mediaRef = identifier(field(media, 'id'));
  if (!mediaRef) return undefined;
  const contentType = mediaType(field(media, 'mime_type'));
  const name = fileName(field(media, 'filename')) ?? nameOfKind(kind, contentType);
  // The same bytes keep their digest when an edit names them by another id.
  const sourceId = identifier(field(media, 'sha256')) ?? mediaRef;
  return {
    text: text(field(media, 'caption')) ?? '',
    files: [{ name, contentType, mediaRef, sourceId, ...(role && { role }) }],
  };
}

/** Recorded in the chat, and no file that was sent. */
const voiceIn = (audio: unknown) => (field(audio, 'voice') === true ? 'voice' : undefined);

const readers = new Map<unknown, (message: unknown) => Content | undefined>([
  ['text', (message) => textContent(field(message, 'text', 'body'))],
  ['image', (message) => mediaContent(field(message, 'image'), 'image')],
  ['video', (message) => mediaContent(field(message, 'video'), 'video')],
  ['audio', (message) => mediaContent(field(message, 'audio'), 'audio', voiceIn(field(message, 'audio')))],
  ['document', (message) => mediaContent(field(message, 'document'), 'document')],
  ['sticker', (message) => mediaContent(field(message, 'sticker'), 'sticker', 'sticker')],
  ['location', (message) => locationContent(field(message, 'location'))],
  ['contacts', (message) => contactsContent(list(field(message, 'contacts')))],
  ['button', (message) => textContent(field(message, 'button', 'text'))],
  ['interactive', (message) => interactiveContent(field(message, 'interactive'))],
  ['reaction', (message) => textContent(field(message, 'reaction', 'emoji'), ['reaction'])],
  ['order', (message) => orderContent(field(message, 'order'))],
  ['system', (message) => textContent(field(message, 'system', 'body'), ['system'])],
]);

/** Reads the content by its kind. */
export const contentOf = (message: unknown): Content | undefined => readers.get(field(message, 'type'))?.(message);

/** What WhatsApp says of a chat without anything that the customer wrote: it asks for nothing. */
const isNotice = (message: unknown) =>
  ['system', 'request_welcome'].includes(String(field(message, 'type'))) ||
  field(message, 'interactive', 'type') === 'call_permission_reply';

/**
 * What an agent sees of a notice, and of a message that the API withholds or whose kind is unknown: that it arrived,
 * and its kind.
 */
export function placeholder(message: unknown): Content {
  const type = field(message, 'type');
  const within = type === 'unsupported' || type === 'interactive' ? field(message, type, 'type') : undefined;
  const kind = line(within ?? (type === 'unsupported' ? undefined : type), 60) ?? 'unknown';
  const error = list(field(message, 'errors'))[0];
  const why = line(field(error, 'error_data', 'details'), 300) ?? line(field(error, 'title'), 300);
  return { text: `[${kind}]${why ? ` ${why}` : ''}`, flags: [isNotice(message) ? 'system' : 'unsupported'] };
}

function locationContent(location: unknown): Content | undefined {
  const [latitude, longitude, name, address] = ['latitude', 'longitude', 'name', 'address'].map((key) =>
    field(location, key),
  );
  const place = placeText({ latitude, longitude, name, address });
  return place ? { text: place } : undefined;
}

/** Contact cards as text: name, phones and mail addresses of each. */
function contactsContent(contacts: unknown[]): Content | undefined {
  const cards = contacts
    .slice(0, 50)
    .map(card)
    .filter((shown) => shown !== undefined);
  return cards.length > 0 ? { text: cards.join('\n\n') } : undefined;
}

function card(contact: unknown): string | undefined {
  const [org, urls] = [field(contact, 'org'), list(field(contact, 'urls'))];
  return personText(field(contact, 'name', 'formatted_name'), {
    company: ['company', 'department', 'title'].map((key) => field(org, key)),
    phones: list(field(contact, 'phones')).map((phone) => field(phone, 'phone') ?? field(phone, 'wa_id')),
    mails: list(field(contact, 'emails')).map((mail) => field(mail, 'email')),
    addresses: list(field(contact, 'addresses')).map((address) => [
      field(address, 'street'),
      [field(address, 'zip'), field(address, 'city')],
      field(address, 'state'),
      field(address, 'country') ?? field(address, 'country_code'),
    ]),
    urls: urls.map((url) => field(url, 'url')),
  });
}

/** A basket sent from the catalogue. */
function orderContent(order: unknown): Content | undefined {
  const items = list(field(order, 'product_items'))
    .slice(0, 200)
    .map(item)
    .filter((shown) => shown !== undefined);
  return items.length > 0 ? { text: lines(text(field(order, 'text')), ...items) } : undefined;
}

function item(product: unknown): string | undefined {
  const id = line(field(product, 'product_retailer_id'));
  if (!id) return undefined;
  const price = number(field(product, 'item_price'));
  const currency = line(field(product, 'currency'), 10);
  return `🛒 ${number(field(product, 'quantity')) ?? 1} × ${id}${price === undefined ? '' : ` — ${price}${currency ? ` ${currency}` : ''}`}`;
}

/** An answer by button, list or form. */
function interactiveContent(interactive: unknown): Content | undefined {
  const chosen = field(interactive, 'button_reply') ?? field(interactive, 'list_reply');
  const title = line(field(chosen, 'title'));
  const description = line(field(chosen, 'description'));
  if (title) return { text: description ? `${title}\n${description}` : title };
  return formContent(field(interactive, 'nfm_reply'));
}

function formContent(reply: unknown): Content | undefined {
  const body = text(field(reply, 'body'));
  const answers = formAnswers(field(reply, 'response_json'));
  const shown = [...(body ? [body] : []), ...answers].join('\n');
  return shown ? { text: shown } : undefined;
}

/** A form has the shop's own fields; show all but the token of the flow. */
function formAnswers(json: unknown): string[] {
  if (typeof json !== 'string') return [];
  try {
    const answers = readJson(Buffer.from(json), 16);
    if (typeof answers !== 'object' || answers === null) return [];
    return Object.entries(answers)
      .filter(([key]) => key !== 'flow_token')
      .slice(0, 50)
      .map(([key, value]) => `${cleanText(key)}: ${shownValue(value)}`);
  } catch {
    return [];
  }
}

const shownValue = (value: unknown) =>
  cleanText(typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 1_000);
