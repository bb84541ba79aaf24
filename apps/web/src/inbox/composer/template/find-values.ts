import type { Template } from '#libs/contracts';

/** What is known on a ticket that a template may need. */
export type FactKind = 'contact' | 'agent' | 'order' | 'tracking' | 'date' | 'ticket' | 'store';
export type Facts = Partial<Record<FactKind, string>>;

export type Variable = Template['variables'][number];

/** Words in the name of a variable, the surest first. */
const inNames: [RegExp, FactKind][] = [
  [/agent|staff|operator|employee|mitarbeiter/i, 'agent'],
  [/track|shipment|parcel/i, 'tracking'],
  [/date|day|eta|arriv/i, 'date'],
  [/order|bestell|pedido|commande|invoice/i, 'order'],
  [/ticket|case|request/i, 'ticket'],
  [/store|shop|brand|company/i, 'store'],
  [/name|customer|contact|client|kunde/i, 'contact'],
];

/** Words right before a value, at the end of what comes before it. */
const before: [RegExp, FactKind][] = [
  [
    /(?:order|bestellung|commande|pedido|ordine|bestelling|zamówieni\p{L}*|заказ\p{L}*|sipariş\p{L}*|طلبك|الطلب|طلبكم|订单|訂單|注文|주문)\s*(?:number|no\.?|nr\.?|n[º°o]\.?|nummer|رقم|号|號|番号)?\s*[#:：]?\s*$/iu,
    'order',
  ],
  [
    /(?:^|[\s*_¡"“])(?:hello|hi|hey|dear|hallo|guten tag|liebe[r]?|bonjour|hola|ol[áa]|oi|ciao|buongiorno|hoi|merhaba|sayın|cześć|здравствуйте|привет|مرحب[ًا]*|أهل[ًا]*|السلام عليكم|عزيزي|عزيزتي|你好|您好|こんにちは|안녕하세요)[\s,，]*$/iu,
    'contact',
  ],
  [/(?:^|\s)(?:on|am|by|le|el|em|il|op|يوم|في|预计|預計)\s*$/iu, 'date'],
];
/** Words right after it. */
const after: [RegExp, FactKind][] = [[/^\s*(?:您好|你好|さん|様|님)/u, 'contact']];

const orderLike = /^(?:#|[A-Z]{1,5}-)\d{3,}$/;

/** What a variable most likely stands for: by its name, by the words around it, by its example. */
export function factOf({ part, name, example }: Variable, body: string): FactKind | undefined {
  if (part === 'buttons') return example && /track|order|\/t\//i.test(example) ? 'order' : undefined;
  if (!/^\d+$/.test(name)) return inNames.find(([words]) => words.test(name))?.[1];
  const at = body.indexOf(`{{${name}}}`);
  if (at >= 0) {
    const [head, tail] = [
      body.slice(Math.max(0, at - 40), at),
      body.slice(at + name.length + 4, at + name.length + 20),
    ];
    const found = before.find(([words]) => words.test(head)) ?? after.find(([words]) => words.test(tail));
    if (found) return found[1];
  }
  return example && orderLike.test(example) ? 'order' : undefined;
}

export const keyOf = ({ part, name }: Pick<Variable, 'part' | 'name'>): string => `${part}.${name}`;

/** The text in which a variable stands. */
export const textAround = ({ header, body }: Template, part: Variable['part']): string =>
  part === 'header' ? (header?.text ?? '') : body;

/** A variable of a template with its value. */
export interface FilledVariable extends Variable {
  key: string;
  value: string;
  fact?: FactKind;
  /** The value is what was found, and not typed. */
  isFound: boolean;
  /** Found, and to be confirmed: a date may have changed. */
  suggestion?: string;
}

/** Fills in what is known; what was typed comes first, also when it is empty. */
export function fillTemplate(
  template: Template,
  facts: Facts,
  typed: Record<string, string>,
  fileId?: string,
): FilledVariable[] {
  return template.variables.map((variable): FilledVariable => {
    const key = keyOf(variable);
    if (variable.kind !== 'text') return { ...variable, key, value: fileId ?? '', isFound: false };
    const fact = factOf(variable, textAround(template, variable.part));
    const known = fact && facts[fact];
    const isTyped = typed[key] !== undefined;
    const value = isTyped ? typed[key]! : fact === 'date' ? '' : (known ?? '');
    return {
      ...variable,
      key,
      value,
      ...(fact && { fact }),
      isFound: !isTyped && value !== '',
      ...(value.trim() === '' && known && { suggestion: known }),
    };
  });
}

/** Those without a value. */
export const missingIn = (filled: FilledVariable[]): FilledVariable[] =>
  filled.filter(({ value }) => value.trim() === '');

/** The values as they are sent. */
export function valuesOf(filled: FilledVariable[]): Partial<Record<Variable['part'], Record<string, string>>> {
  const values: Partial<Record<Variable['part'], Record<string, string>>> = {};
  for (const { part, name, value } of filled) if (value.trim()) (values[part] ??= {})[name] = value.trim();
  return values;
}
