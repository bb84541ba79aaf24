/**
 * The text of a template and its variables: what a provider has approved, to be filled in. Browsers import this file as
 * `#templates`.
 */
export interface TemplateText {
  header: { format: 'text' | 'image' | 'video' | 'document'; text: string | null } | null;
  body: string;
  footer: string | null;
  /** `value` is the address of a link, which may end in a variable, or a number to call. */
  buttons: { kind: 'url' | 'reply' | 'phone' | 'code'; text: string; value: string | null }[];
}

/** A place in a template that needs a value. */
export interface TemplateVariable {
  part: 'header' | 'body' | 'buttons';
  /** As the template calls it: a number or a name; `file` of a header's file; of a button its place, from 0. */
  name: string;
  /** A value of `text` is typed; all others are the id of an upload. */
  kind: 'text' | 'image' | 'video' | 'document';
}

/** Values by the names of variables. */
export type TemplateValues = Partial<Record<TemplateVariable['part'], Record<string, string>>>;

const marker = /\{\{\s{0,4}([A-Za-z0-9_]{1,60})\s{0,4}\}\}/g;

/** A piece of a template's text: words, or a variable with the value that it has. */
export interface TemplatePiece {
  text: string;
  variable?: string;
}

/** Cuts a text at its variables. One without a value has an empty text. */
export function piecesOf(text: string, values: Record<string, string> = {}): TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let at = 0;
  for (const found of text.matchAll(marker)) {
    if (found.index > at) pieces.push({ text: text.slice(at, found.index) });
    pieces.push({ text: valueIn(values, found[1]!), variable: found[1]! });
    at = found.index + found[0].length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** Own values only, so that a name such as `constructor` has none; in one line, as providers take them. */
function valueIn(values: Record<string, string>, name: string): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
}

const namesIn = (text: string): string[] => [
  ...new Set(piecesOf(text).flatMap(({ variable }) => (variable === undefined ? [] : [variable]))),
];

/** Every variable of a template, in the order in which a reader meets them. */
export function templateVariables({ header, body, buttons }: TemplateText): TemplateVariable[] {
  const typed = (part: 'header' | 'body', text: string) =>
    namesIn(text).map((name): TemplateVariable => ({ part, name, kind: 'text' }));
  const ofHeader: TemplateVariable[] = !header
    ? []
    : header.format === 'text'
      ? typed('header', header.text ?? '')
      : [{ part: 'header', name: 'file', kind: header.format }];
  const ofButtons = buttons.flatMap(({ kind, value }, index): TemplateVariable[] =>
    kind === 'code' || (kind === 'url' && namesIn(value ?? '').length > 0)
      ? [{ part: 'buttons', name: String(index), kind: 'text' }]
      : [],
  );
  return [...ofHeader, ...typed('body', body), ...ofButtons];
}

/** The value of a variable in one line; empty when there is none. */
export const templateValue = (
  values: TemplateValues,
  { part, name }: Pick<TemplateVariable, 'part' | 'name'>,
): string => valueIn(values[part] ?? {}, name);

/** The variables that have no value. */
export const missingValues = (text: TemplateText, values: TemplateValues): TemplateVariable[] =>
  templateVariables(text).filter((variable) => templateValue(values, variable) === '');

const filled = (text: string, values?: Record<string, string>) =>
  piecesOf(text, values)
    .map((piece) => piece.text)
    .join('');

/** Where a button leads, its variable filled in. */
export const buttonTarget = ({ kind, value }: TemplateText['buttons'][number], given: string): string =>
  kind === 'code'
    ? given
    : piecesOf(value ?? '')
        .map(({ text, variable }) => (variable === undefined ? text : given))
        .join('');

/** The template as its reader sees it, in plain text: header, body, footer, and each button with where it leads. */
export function renderTemplate({ header, body, footer, buttons }: TemplateText, values: TemplateValues): string {
  const shown = buttons.map((button, index) =>
    `[${button.text}] ${buttonTarget(button, templateValue(values, { part: 'buttons', name: String(index) }))}`.trim(),
  );
  return [header?.text ? filled(header.text, values.header) : '', filled(body, values.body), footer, shown.join('\n')]
    .filter(Boolean)
    .join('\n\n');
}
