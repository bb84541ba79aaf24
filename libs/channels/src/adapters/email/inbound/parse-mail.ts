import { reason } from '#reasons';
import type { Inbound, InboundFile, InboundMessage } from '../../../define-channel.js';
import { detectLanguage } from '../../../language/detect-language.js';
import { isAutomaticAnswer, mayAutoReply } from './auto-reply.js';
import { cleanLine } from './clean-text.js';
import { decodeWords } from './letters/decode-text.js';
import { isOnlyDelayed, originalMessageId, readDeliveryReport } from './delivery-report.js';
import { externalId } from './external-id.js';
import { endLines } from './parts/end-lines.js';
import { escapeAttribute, namePictures, placePictures } from './parts/find-pictures.js';
import type { Letter } from './folding/group-parts.js';
import { MailHeaders } from './mail-headers.js';
import { type MailSubject, readSubject } from './folding/mail-subject.js';
import { type ParsedBody, parseBody } from './parts/parse-body.js';
import { readBounce } from './read-bounce.js';
import type { BodyFile } from './parts/read-file.js';
import { isRelay, readAddresses, readReplyTo, readSender } from './read-sender.js';
import { readThread } from './read-thread.js';
import { type SplitBody, splitBody } from './folding/split-body.js';

/** Reads one mail to `address`. Runs in a worker thread: after an error or a time-out the mail becomes a stub. */
export function parseMail(raw: Buffer, address: string): Inbound[] {
  const mail = endLines(raw);
  const headers = MailHeaders.read(mail);
  const body = parseBody(mail, headers);
  const report = readDeliveryReport(headers, body.files);
  if (report)
    return report.length > 0
      ? report
      : isOnlyDelayed(body.files)
        ? []
        : [{ kind: 'unknown', reason: whyNoEnd(body.files) }];
  const base = stubMail(raw, address, headers.readBy(body.charsets));
  const { files, content, damaged } = readContent(body, letterOf(base, address));
  const { truncated, isSurelyNew, isFromFields, ...shown } = content;
  const locale = readLanguage(content.text);
  const nature = readNature(headers, base, body, content);
  const flags = [
    'unauthenticated',
    ...(truncated || body.truncated || headers.truncated ? ['truncated'] : []),
    ...(damaged || isFromFields ? ['damaged'] : []),
    ...nature.flags,
  ];
  const mayAutoReply = base.mayAutoReply && isSurelyNew;
  const { bounce } = nature;
  return [{ ...base, ...shown, files, flags, mayAutoReply, ...(locale && { locale }), ...(bounce && { bounce }) }];
}

const letterOf = (base: InboundMessage, address: string): Letter => ({
  subject: subjectOf(base),
  address,
  sender: { name: base.sender.name ?? '', address: base.sender.value },
});

const whyNoEnd = (files: InboundFile[]): string =>
  originalMessageId(files) ? reason('report-without-end') : reason('report-of-none');

/** A mail that names a mail of ours and is no forward is an answer, whatever its subject says. */
function subjectOf({ subject = '', thread }: InboundMessage): MailSubject {
  const read = readSubject(subject);
  return read.kind === 'new' && thread?.messageIds.length ? { ...read, kind: 'answer' } : read;
}

/** Whether a mail answers by itself, or says that a mail of ours did not arrive. */
function readNature(
  headers: MailHeaders,
  { sender: { value: sender }, subject = '', replyTo }: InboundMessage,
  { plain, files }: ParsedBody,
  { text, quoted = '' }: Pick<SplitBody, 'text' | 'quoted'>,
): { flags: string[]; bounce?: InboundMessage['bounce'] } {
  if (!replyTo && isAutomaticAnswer(headers, sender, subject, files)) return { flags: ['automatic'] };
  const words = plain.trim() ? plain : `${text}\n${quoted}`;
  const bounce = readBounce({ headers, sender, subject, text: words, files });
  return { flags: [], ...(bounce && { bounce }) };
}

/** What a mail shows. One with ink that shows nothing is read once more, without regard to its structure. */
function readContent(body: ParsedBody, letter: Letter) {
  const { files, pictures } = namePictures(body.files);
  const hasFile = files.some((file) => isSaid(file, body.html));
  const split = (plain: string, html: string) =>
    splitBody(plain, html, new Set(pictures.keys()), { ...letter, hasFile });
  let content = split(body.plain, body.html);
  if (isBlank(content.html) && body.plain.trim() !== '') content = withoutMarkup(content, split(body.plain, ''));
  const nothing = content.text === '' && isBlank(content.html) && files.length === 0;
  const rest = nothing ? body.remainder() : '';
  if (rest.trim() !== '') content = split(rest, '');
  const html = content.html && placePictures(content.html, pictures);
  return {
    files: files.map((file) => inPlace(file, html)),
    content: { ...content, ...(html && { html }) },
    damaged: body.damaged || rest.trim() !== '',
  };
}

/** Whether a file may be what a mail is sent for: no signature, and no picture of its markup. */
const isSaid = ({ contentType, contentId }: BodyFile, html: string): boolean =>
  !/signature$|pgp-keys$|^text\/(?:x-)?vcard$/.test(contentType) && !(contentId && html.includes(contentId));

/** Of the two readings, that of the text, unless only the markup shows that all is history. */
function withoutMarkup({ html: _html, ...content }: SplitBody, plain: SplitBody): SplitBody {
  return content.text === '' && content.quoted !== undefined && plain.quoted === undefined ? content : plain;
}

/** Whether markup has neither words nor a picture. */
const isBlank = (html = ''): boolean =>
  !/<img[^>]* (?:data-)?src=/.test(html) && html.replace(/<[^>]*>|&nbsp;|\s/g, '') === '';

/** A picture that the markup shows is no file beside it, whatever its part says. */
function inPlace({ location: _location, isNamedHere, ...file }: BodyFile, html = ''): InboundFile {
  const { contentId, ...rest } = file;
  if (contentId !== undefined && html.includes(`"cid:${escapeAttribute(contentId)}"`)) return { ...file, inline: true };
  return isNamedHere ? rest : file;
}

/** A stub of a mail from its header alone, shown when the rest could not be read. */
export function stubMail(raw: Buffer, address: string, headers = stubHeaders(raw)): InboundMessage {
  const sender = readSender(headers);
  const sentAt = readDate(headers.first('date'));
  const replyTo = readReplyTo(headers, sender.value, address);
  const to = readAddresses(headers, 'to');
  const cc = readAddresses(headers, 'cc');
  return {
    kind: 'message',
    externalId: externalId(raw),
    sender,
    text: '',
    subject: cleanLine(decodeWords(headers.first('subject')), 200),
    files: [],
    ...(sentAt && { sentAt }),
    flags: ['unauthenticated', 'unparsed'],
    thread: readThread(headers, address),
    // Who wrote it is not sure, so the first to answer is a person.
    mayAutoReply: !replyTo && mayAutoReply(headers, sender.value),
    ...(replyTo && { replyTo }),
    ...(replyTo && isRelay(sender.value) && { relayed: true }),
    ...(to.some((other) => other.address !== address) && { to }),
    ...(cc.length > 0 && { cc }),
  };
}

function stubHeaders(raw: Buffer): MailHeaders {
  const headers = MailHeaders.read(raw);
  const charset = /charset\s{0,9}=\s{0,9}"?([\w.:-]{1,60})/i.exec(headers.first('content-type'))?.[1];
  return headers.readBy(charset ? [charset] : []);
}

function readDate(value: string): Date | undefined {
  const date = new Date(value.slice(0, 100));
  return Number.isNaN(date.getTime()) || date.getFullYear() < 1980 || date.getFullYear() > 9_000 ? undefined : date;
}

/** Language of a text, when it is long enough and plain enough to be sure. */
function readLanguage(text: string): string | undefined {
  const sample = text.slice(0, 1_000);
  if (sample.replace(/[\s\d\p{P}]/gu, '').length < 12) return undefined;
  const found = detectLanguage(sample);
  return found.isReliable ? found.language || undefined : undefined;
}
