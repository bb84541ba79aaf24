import { subjectPrefixes } from './quote-words.js';

const prefix = /^\s*([\p{L}\p{M}]{1,14}(?: [\p{L}\p{M}]{1,12})?)\s?(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?\s?[:：]/u;
/** What gateways put before a subject: "[EXTERNAL]", "***SPAM***", "【外部】". */
const tag = /^\s*(?:\[[^\]]{1,40}\]|\*{2,5}[^*]{1,30}\*{2,5}|【[^】]{1,30}】)[\s:]{0,3}/u;
const answers = new Set(subjectPrefixes.answer);
const forwards = new Set(subjectPrefixes.forward);
const most = 12;

export interface MailSubject {
  /** What the first prefix says of the mail; `new` when there is none that is known. */
  kind: 'answer' | 'forward' | 'new';
  /** The subject without prefixes, in lower case. */
  base: string;
}

/** Reads what the prefixes of a subject say, in many languages. */
export function readSubject(subject: string): MailSubject {
  let rest = subject.slice(0, 500).trim();
  let kind: MailSubject['kind'] | undefined;
  for (let i = 0; i < most; i++) {
    rest = rest.replace(tag, '');
    const found = prefix.exec(rest);
    const word = found?.[1]?.toLowerCase() ?? '';
    if (!found || !(answers.has(word) || forwards.has(word) || word === 'vs')) break;
    kind ??= answers.has(word) ? 'answer' : forwards.has(word) ? 'forward' : 'new';
    rest = rest.slice(found[0].length);
  }
  return { kind: kind ?? 'new', base: rest.trim().toLowerCase() };
}
