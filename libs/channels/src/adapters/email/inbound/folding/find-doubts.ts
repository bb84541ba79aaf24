import type { MailLine } from './mail-line.js';
import { date, digits, time } from './open-line.js';

const drawn = /^[-_=—–―*~#+\s]{5,}$/u;
/** Words between rules, in any language: "----- Sākotnējais ziņojums -----", "##- Reply above this line -##". */
const between = /^[\s>|]{0,9}[-_=—–―*~#]{2,60}\s{0,5}[^-_=—–―*~#\s].{0,100}?[-_=—–―*~#]{2,60}$/u;
const field = /^[\s>*|]{0,9}[^:：|*\n]{1,28}?[\s*]{0,6}[:：|](?!\/\/)[\s*]{0,6}\S/u;
const fewest = 3;

/**
 * Whether lines of an answer may be the history of a program that is not known here: a rule with words below it, or
 * fields of a header with a date among them.
 */
export const mayBeHistory = (lines: MailLine[]): boolean => isRuled(lines) || hasHeader(lines);

function isRuled(lines: MailLine[]): boolean {
  const first = lines.findIndex(({ text, rule }) => rule === true || isRule(text) || between.test(text));
  return first >= 0 && lines.some(({ text, rule }, i) => text !== '' && (i > first || rule === true));
}

/** An empty line of markup is no rule, nor is a row of spaces. */
const isRule = (text: string): boolean => drawn.test(text) && text.replace(/\s/gu, '').length >= 5;

function hasHeader(lines: MailLine[]): boolean {
  let count = 0;
  let isDated = false;
  for (const line of lines) {
    if (line.text === '') continue;
    const isField = field.test(line.text) || line.cell !== undefined;
    count = isField ? count + 1 : 0;
    isDated = isField && (isDated || tellsDate(line.text));
    if (count >= fewest && isDated) return true;
  }
  return false;
}

const tellsDate = (text: string): boolean => date.test(digits(text)) || time.test(digits(text));
