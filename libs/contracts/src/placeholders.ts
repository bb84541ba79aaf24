import { isOurWord, nearestVariable } from './placeholder-words.js';
import { type ReplyVariable, replyVariables, variableMarker } from './reply-variables.js';

export { nearestVariable } from './placeholder-words.js';

/**
 * What helpdesks, shops and mail programs write for a value, and what has no other use: {{name}} with or without
 * filters, also with signs of full width, {%name%}, #{name}, ${name}, %{name}, {!Name}, <%= name %>, *|NAME|*. Each has
 * a bound, so that no text takes long.
 */
const certain = String.raw`[{｛]{2,3}[^{}｛｝]{1,200}[}｝]{2,3}|\{%[^{}]{1,200}?%\}|[#$%]\{[^{}]{1,200}\}|\{![^{}]{1,200}\}|<%[^<>]{1,200}?%>|\*\|[^|*]{1,60}\|\*`;
/** As certain: braces in a filter, {$name}, <?= name ?>, <OTRS_CUSTOMER_NAME>. */
const rarer = String.raw`\{\{[^{}|]{1,100}\|(?:[^{}]|\{[^{}]{0,60}\}){1,200}\}\}|\{\$\p{L}[^{}\n]{0,80}\}|<\?(?:=|php\s)[^<>]{1,200}?\?>|<(?:OTRS|OTOBO|ZNUNY|KIX)_[A-Z][\w:]{1,80}(?:\[\d{1,4}\])?>`;
const name = String.raw`\s?(\p{L}[\p{L}\p{M}\p{N}_.'’ -]{0,40}?)\s?(?:\|[^{}[\]｛｝\n]{0,60})?`;
/**
 * What is in other texts too, and is a placeholder only by the words in it: {name}, [[name]], <<name>>, %name%,
 * [First Name].
 */
const possible = [
  String.raw`[{｛]${name}[}｝]`,
  String.raw`\[\[${name}\]\]`,
  String.raw`<<${name}>>`,
  // ((name)), #name#, $name$, [$name], and «Name» where a person is addressed: as quotation marks these are usual.
  String.raw`\(\(${name}\)\)`,
  String.raw`(?<![\p{L}\p{N}#&])#(\p{L}[\p{L}\p{N}_.-]{1,40})#(?![\p{L}\p{N}#])`,
  String.raw`(?<![\p{L}\p{N}$])\$(\p{L}[\p{L}\p{N}_.-]{1,40})\$(?![\p{L}\p{N}$])`,
  String.raw`\[\$${name}\](?!\()`,
  String.raw`(?<=^(?:\p{L}{1,15}\.?[ \t]){1,3})«${name}»(?=[,，!]|[ \t]*$)`,
  String.raw`(?<![\p{L}\p{N}%])%{1,2}(\p{L}[\p{L}\p{N}_.-]{1,40})%{1,2}(?![\p{L}\p{N}])`,
  String.raw`(?<![\[\]\p{L}\p{N}])\[${name}\](?![(\[\]])|【${name}】`,
].join('|');
const anyPlaceholder = new RegExp(`${certain}|${rarer}|${possible}`, 'gmu');

/** A mark in a text in place of a value. */
export interface Placeholder {
  /** As it is written, with its braces. */
  text: string;
  /** The variable of ours that it names; null for one of another product, or with a typing error. */
  variable: ReplyVariable | null;
}

/** The placeholders in a text, each once. What has no letter between its braces is plain text, such as {{7*7}}. */
export function placeholdersIn(text: string): Placeholder[] {
  const found = Array.from(text.matchAll(anyPlaceholder)).flatMap(([match, ...names]) => {
    const inner = names.find((one) => one !== undefined);
    const isOne = inner === undefined ? /\p{L}/u.test(match) : isValueName(inner, isBracketed(match));
    return isOne ? match : [];
  });
  return [...new Set(found)].map((match) => ({ text: match, variable: variableOf(match) }));
}

/** Whether a placeholder may also be a writer's own words: fixed text in brackets, as [Order Number] on a form. */
export const mayBeWords = (placeholder: string): boolean => isBracketed(placeholder);

const isBracketed = (match: string): boolean => /^(?:\[(?![[$])|【|«)/u.test(match);

function variableOf(placeholder: string): ReplyVariable | null {
  const found = new RegExp(`^${variableMarker.source}$`, 'i').exec(placeholder)?.[1]?.toLowerCase();
  return replyVariables.find((variable) => variable === found) ?? null;
}

/** The variables that a text still contains. */
export const variablesIn = (text: string): ReplyVariable[] => [
  ...new Set(placeholdersIn(text).flatMap(({ variable }) => variable ?? [])),
];

/** The placeholders that name no variable of ours, as they are written. */
export const unknownVariablesIn = (text: string): string[] =>
  placeholdersIn(text).flatMap(({ text: written, variable }) => (variable ? [] : written));

/** What to write instead of a foreign placeholder, as the end of a sentence: the nearest of these variables, or all. */
export function proposalFor(foreign: string, known: readonly string[]): string {
  const nearest = nearestVariable(foreign);
  return nearest && known.includes(nearest) ? `; the nearest is {{${nearest}}}` : `; there are ${known.join(', ')}`;
}

const listed = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));
/** Words of values that we do not have. */
const others =
  listed(`email mail phone mobile address street city country date day time amount total price product products item
  discount coupon voucher status website title salutation greeting invoice subject message language`);
const fillers =
  listed(`your my the a of here insert enter s their our current user default field value full du de des der del la le di il
  do da van`);
/** What identifies one person or thing; the name of a menu has none of these. */
const values =
  listed(`name names firstname lastname fullname nickname username number no id code link url ref email date amount
  total price address nom prénom nombre nome naam imię nummer numéro número numero 姓名 名前 이름`);
/** Those that are a placeholder by themselves between brackets. */
const alone =
  listed(`name firstname lastname fullname username customer recipient customername ordernumber orderid trackingnumber
  agentname companyname storename shopname vorname nachname kundenname bestellnummer sendungsnummer prénom nom nombre apellido
  nome cognome voornaam naam bestelnummer imię nazwisko имя 姓名 名字 客户姓名 客户名称 订单号 运单号 快递单号 お名前 お客様名 氏名 注文番号
  追跡番号 이름 고객명 주문번호 운송장번호 الاسم`);

/** Names as programs write them, never people: first_name, FIRST_NAME, firstName. */
const programmed =
  /^(?:\p{Ll}{2,30}(?:_\p{Ll}{2,30}){1,5}|\p{Lu}{2,30}(?:_\p{Lu}{2,30}){1,5}|\p{Ll}{2,30}(?:\p{Lu}\p{Ll}{1,30}){1,5})$/u;

/** Whether words between braces or brackets are the name of a value rather than a writer's own. */
function isValueName(inner: string, isBracketed: boolean): boolean {
  const words = inner
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[\s_.'’-]+/u)
    .filter((word) => word !== '');
  const telling = words.filter((word) => !fillers.has(word));
  const isKnown =
    telling.length > 0 && telling.every((word) => isOurWord(word) || others.has(word) || values.has(word));
  const isOne = words.length === 1 && alone.has(words[0]!);
  if (isBracketed) return isOne || (isKnown && words.length > 1 && telling.some((word) => values.has(word)));
  return isKnown || isOne || programmed.test(inner);
}
