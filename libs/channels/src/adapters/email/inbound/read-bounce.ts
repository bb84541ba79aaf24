import type { InboundBounce, InboundFile } from '../../../define-channel.js';
import { looksLikeOwnMessageId } from '../mail-ids.js';
import { isAutomaticAnswer } from './auto-reply.js';
import { cleanLine } from './clean-text.js';
import { originalMessageId } from './delivery-report.js';
import type { MailHeaders } from './mail-headers.js';
import { plainAddress } from './plain-address.js';
import { isMailServer } from './unread-address.js';

interface BounceToRead {
  headers: MailHeaders;
  sender: string;
  subject: string;
  text: string;
  files: InboundFile[];
}

const mostLines = 400;
const longestLine = 500;

/**
 * Reads a refusal that is no delivery report: which mail of ours it names, and the addresses beside which a permanent
 * code or a known phrase stands. Null when the envelope has a person as its sender, or when it may only be a delay or
 * an out-of-office note. That one of the addresses is the mail's own recipient is for the caller to see.
 */
export function readBounce({ headers, sender, subject, text, files }: BounceToRead): InboundBounce | null {
  if (!isFromServer(headers) || isAutomaticAnswer(headers, sender, subject, files)) return null;
  const lines = text
    .slice(0, 100_000)
    .split(/\r?\n/, mostLines)
    .map((line) => line.slice(0, longestLine).trim());
  const externalId = originalMessageId(files) ?? namedId(lines);
  if (!externalId) return null;
  const said = lines.slice(0, startOfCopy(lines));
  if (saysDelay(subject, said)) return null;
  const found = refusals(said.filter((line) => line !== '')).filter(({ address }) => address !== sender);
  if (found.length === 0) return null;
  const recipients = [...new Set(found.map(({ address }) => address))].slice(0, 20);
  return { externalId, recipients, error: cleanLine(found[0]!.line, 300) };
}

/** Our own listener, and every mailbox, writes the envelope's sender on top. */
function isFromServer(headers: MailHeaders): boolean {
  const path = headers.all('return-path')[0]?.trim();
  if (path === undefined) return false;
  const sender = path.replace(/^<|>$/g, '').trim();
  return sender === '' || isMailServer(sender);
}

const anId = /<[0-9a-f]{32}\.\d{1,4}\.[0-9a-f]{40}@[^\s<>@]{1,255}>/g;

/** The id in a Message-ID field of the text, or the only one of our form; a thread's References name others. */
function namedId(lines: string[]): string | null {
  const named = lines.find((line) => /^[>\s]*message-id\s*:/i.test(line) && idsIn(line).length === 1);
  const ids = idsIn(named ?? lines.join('\n'));
  return ids.length === 1 ? ids[0]! : null;
}

const idsIn = (text: string): string[] => [...new Set(text.match(anId) ?? [])].filter(looksLikeOwnMessageId);

const field = /^[>\s]*([a-z][\w-]{1,40})\s*:/i;
const ofTransfer = new Set(['received', 'return-path', 'mime-version', 'content-type', 'dkim-signature']);
const ofMails = new Set([...ofTransfer, 'from', 'to', 'cc', 'subject', 'date', 'message-id', 'reply-to', 'references']);

/** Where the copy of our own mail begins, whose words are ours and say nothing about its end. */
function startOfCopy(lines: string[]): number {
  const marked = lines.findIndex((line) => copyMark.test(line));
  const header = lines.findIndex((_, place) => isHeaderOfMail(lines.slice(place, place + 12)));
  return Math.min(...[marked, header].filter((place) => place >= 0), lines.length);
}

const copyMark =
  /^[-_= ]*(?:below this line is a copy|this is a copy of (?:the|your) message|original message (?:follows|headers)|-+ ?original message ?-+|the header of the original message)/i;

function isHeaderOfMail(lines: string[]): boolean {
  const end = lines.findIndex((line) => line === '');
  const names = lines.slice(0, end < 0 ? lines.length : end).map((line) => field.exec(line)?.[1]?.toLowerCase());
  if (!names[0] || !ofMails.has(names[0])) return false;
  const known = new Set(names.filter((name) => name && ofMails.has(name)));
  return (
    known.size >= 3 && ([...ofTransfer].some((name) => known.has(name)) || (known.has('from') && known.has('date')))
  );
}

interface Refusal {
  address: string;
  line: string;
}

const anAddress =
  /[^\s<>()[\]\\,;:"'，；：、。（）《》【】「」“”]{1,64}@[^\s<>()[\]\\,;:"'，；：、。（）《》【】「」“”]{1,253}/g;
const addressesIn = (line: string): string[] =>
  (line.match(anAddress) ?? []).flatMap((text) => plainAddress(text.replace(/[.!?*]+$/, '')) ?? []);
/** How many lines below an address still speak of it. */
const near = 5;

/** The addresses beside which a refusal stands: in their line, the one above or the next few, up to another address. */
function refusals(lines: string[]): Refusal[] {
  return lines.flatMap((line, place) => {
    const addresses = addressesIn(line);
    if (addresses.length === 0) return [];
    const others = (other: string) => addressesIn(other).some((address) => !addresses.includes(address));
    const above = lines.slice(Math.max(place - 1, 0), place).filter((other) => addressesIn(other).length === 0);
    const below = lines.slice(place + 1, place + 1 + near);
    const end = below.findIndex((other) => others(other) && !refusal.test(other));
    const block = [line, ...(end < 0 ? below : below.slice(0, end)), ...above];
    const because = block.find((other) => refusal.test(withoutAddresses(other)));
    return because ? addresses.map((address) => ({ address, line: because })) : [];
  });
}

const withoutAddresses = (line: string): string => line.replace(anAddress, ' ');

const code = String.raw`(?<![\d.\/-])5(?:[0-5]\d(?=[\s:;,)\]-]|$)|\.\d{1,3}\.\d{1,3}(?![\d.]))`;
const phrases = [
  'unknown (?:user|recipient|address|mailbox|account)',
  '(?:user|recipient|address|mailbox|account|addressee) (?:is |was )?(?:unknown|invalid|disabled|inactive|suspended|unavailable|not found)',
  'no such (?:user|recipient|mailbox|address|account|person)',
  "(?:does not|doesn[’']t) exist",
  "(?:could not|couldn[’']t|wasn[’']t|was not|cannot|can[’']t) be (?:found|delivered)",
  "(?:wasn[’']t|was not) (?:found|delivered)",
  'address rejected',
  'unrouteable',
  'permanent (?:error|failure|fatal)',
  'failed permanently',
  'over quota|quota exceeded|mailbox (?:is )?full',
  'delivery (?:has )?failed',
  '(?:unbekannter|unbekannte) (?:benutzer|empfänger|adresse)',
  '(?:empfänger|adresse|benutzer|postfach) (?:ist )?(?:unbekannt|nicht gefunden)',
  '(?:existiert nicht|konnte nicht zugestellt|wurde nicht gefunden)',
  "(?:n[’']existe pas|utilisateur inconnu|adresse introuvable|pas pu être (?:remis|distribué))",
  '(?:no existe|usuario desconocido|no se (?:pudo|ha podido) entregar)',
  '(?:non esiste|utente sconosciuto|impossibile recapitare)',
  '(?:não existe|usuário desconhecido|não pôde ser entregue|não foi entregue)',
  '(?:bestaat niet|onbekende gebruiker|niet worden bezorgd)',
  '(?:nie istnieje|nieznany użytkownik)',
  '(?:не существует|пользователь не найден|не удалось доставить)',
  '(?:mevcut değil|bulunamadı|teslim edilemedi)',
  '(?:不存在|无法投递|無法投遞|投递失败|无法送达|無法送達|查无此人)',
  '(?:存在しません|見つかりません|配信できません|宛先不明|配信不能)',
  '(?:존재하지 않|찾을 수 없|배달하지 못)',
  '(?:غير موجود|تعذر تسليم|تعذّر تسليم)',
].join('|');
const refusal = new RegExp(`${code}|${phrases}`, 'iu');

/** Whether it says that it will try again. What it repeats of our own subject says nothing. */
const saysDelay = (subject: string, lines: string[]): boolean =>
  /^\s*warning:/i.test(subject) ||
  delay.test(subject.split(':')[0]!) ||
  lines.some((line) => !/^[>\s]*subject\s*:/i.test(line) && delay.test(line));

const delay = new RegExp(
  [
    String.raw`\bdelay(?:ed)?\b`,
    'will (?:be )?(?:retried|retry|keep trying|try again|continue)',
    'still (?:being retried|trying|in the queue)',
    'not (?:yet )?been delivered (?:yet|after)|not yet (?:been )?delivered',
    'no (?:further )?action is required',
    "(?:do not|don[’']t) need to resend",
    'this is (?:only )?a warning|warning message only|^warning:',
    'temporar(?:y|ily)',
    'verzögert|noch nicht zugestellt|weitere zustellversuche|vorübergehend',
    'retardée?|nouvelles? tentatives?|temporairement',
    'retrasad[ao]|se (?:volverá a intentar|seguirá intentando)|temporal(?:mente)?',
    'ritardat[ao]|atrasad[ao]|temporane(?:a|o|amente)|temporári[ao]',
    'vertraagd|opóźnion|задерж|повторные попытки|gecikti',
    '延迟|延遲|稍后重试|将继续尝试|遅延|再送|지연',
    'تأخر|مؤقت',
  ].join('|'),
  'iu',
);
