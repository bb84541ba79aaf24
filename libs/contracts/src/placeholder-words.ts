import { type ReplyVariable, replyVariables } from './reply-variables.js';

/** Words of other languages for the most usual values. */
const theirWords = {
  name: all(
    4,
    `vorname nachname kunde kundin kundenname prénom prenom nom client cliente nombre apellido nome cognome
    sobrenome klant voornaam naam klantnaam imię imie nazwisko klient kund förnamn имя клиент 姓名 名字 客户 客户姓名 客户名称
    名前 お名前 お客様名 氏名 이름 고객명 الاسم müşteri isim ad`,
  ),
  order: all(
    4,
    `bestellung bestellnummer auftragsnummer auftrag commande pedido ordine encomenda bestelling bestelnummer
    zamówienie заказ 订单 订单号 注文番号 주문번호 sipariş`,
  ),
  tracking: all(
    4,
    `sendungsnummer sendungsverfolgung trackingnummer suivi seguimiento tracciamento rastreio 运单号 快递单号 追跡番号
    운송장번호 kargo`,
  ),
  store: all(4, `firma firmenname shopname boutique tienda negozio loja winkel sklep 店铺 店名 ショップ名 mağaza`),
};

/** Words by which other products call what our variables hold, and how much each says. */
const words: Record<ReplyVariable, Record<string, number>> = {
  'contact.name': weigh(['contact', 'customer', 'requester', 'client', 'buyer', 'recipient', 'visitor', 'shopper'], {
    name: 2,
    firstname: 3,
    lastname: 3,
    fullname: 3,
    nickname: 3,
    first: 1,
    last: 1,
    user: 2,
    to: 1,
    ...theirWords.name,
  }),
  'agent.name': weigh(['agent', 'assignee', 'operator', 'admin', 'staff', 'sender', 'author', 'owner', 'signature'], {
    name: 1,
    firstname: 1,
    me: 3,
    my: 3,
    current: 4,
    your: 2,
  }),
  'ticket.number': weigh(['ticket', 'conversation', 'case', 'issue', 'request'], { number: 2, id: 2, no: 2, ref: 2 }),
  'order.number': weigh(['order', 'purchase'], { number: 2, name: 1, id: 2, no: 2, ref: 2, ...theirWords.order }),
  'order.tracking': weigh(['tracking', 'shipment', 'parcel', 'fulfillment', 'awb', 'delivery'], {
    order: 2,
    number: 1,
    code: 1,
    url: 1,
    link: 1,
    ...theirWords.tracking,
  }),
  'store.name': weigh(['store', 'shop', 'company', 'brand', 'account', 'organization', 'business', 'site'], {
    name: 1,
    ...theirWords.store,
  }),
};

function weigh(subjects: string[], others: Record<string, number>): Record<string, number> {
  return { ...Object.fromEntries(subjects.map((subject) => [subject, 4])), ...others };
}

/** Whether a word, in small letters, is one by which products call some value that we have. */
export const isOurWord = (word: string): boolean =>
  replyVariables.some((variable) => Object.hasOwn(words[variable], word));

/** The variable of ours that a foreign placeholder most likely means; null when nothing speaks for one. */
export function nearestVariable(placeholder: string): ReplyVariable | null {
  const parts = partsOf(placeholder);
  const scored = replyVariables.map((variable) => ({ variable, score: scoreOf(parts, words[variable]) }));
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one));
  return best.score > 0 ? best.variable : null;
}

const scoreOf = (parts: string[], known: Record<string, number>): number =>
  parts.reduce((sum, part) => sum + wordScore(part, known), 0);

/** A word with a typing error counts half. */
function wordScore(part: string, known: Record<string, number>): number {
  if (Object.hasOwn(known, part)) return known[part]!;
  const near = Object.keys(known).filter((word) => word.length > 3 && isNear(part, word));
  return Math.max(0, ...near.map((word) => known[word]! / 2));
}

/**
 * The words of a placeholder's name, without its filters: customer.firstName gives customer, firstname, first, name.
 */
function partsOf(placeholder: string): string[] {
  const name = placeholder.split('|').find((part) => /\p{L}/u.test(part)) ?? '';
  const pieces = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const split = pieces.flatMap((piece) => piece.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').split(' '));
  return [...new Set([...pieces, ...split].map((part) => part.toLowerCase()))].slice(0, 12);
}

/** One letter more, less or other, or two that changed places. */
function isNear(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const [rest, otherRest] = [one.slice(start), other.slice(start)];
  return (
    rest.slice(1) === otherRest ||
    rest === otherRest.slice(1) ||
    rest.slice(1) === otherRest.slice(1) ||
    (rest[0] === otherRest[1] && rest[1] === otherRest[0] && rest.slice(2) === otherRest.slice(2))
  );
}

function all(score: number, words: string): Record<string, number> {
  return Object.fromEntries(words.split(/\s+/).map((word) => [word, score]));
}
