import type { MailLine } from './fold-quotes.js';

export interface HtmlLine extends MailLine {
  /** Where in the markup the line begins. */
  start: number;
}

const blocks = new Set([
  'p',
  'div',
  'tr',
  'li',
  'ul',
  'ol',
  'table',
  'blockquote',
  'pre',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'dl',
  'dt',
  'dd',
  'center',
]);
const spaced = new Set(['p', 'blockquote', 'pre', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const empty = new Set(['br', 'hr', 'img', 'col']);
const token = /<(\/?)([a-z][a-z0-9]*)([^>]*)>|[^<]+/g;

/** The lines of sanitised markup, which is balanced and where every `<` begins a tag. One pass. */
export function htmlLines(html: string): HtmlLine[] {
  const reader = new LineReader();
  for (const match of html.matchAll(token)) {
    const [whole, slash, name = '', attributes = ''] = match;
    if (slash === undefined) reader.text(whole, match.index);
    else if (slash) reader.close(name);
    else reader.open(name, / data-quote="(\w+)"/.exec(attributes)?.[1], match.index);
  }
  reader.finish();
  return reader.lines;
}

class LineReader {
  readonly lines: HtmlLine[] = [];
  private readonly stack: boolean[] = [];
  private quotes = 0;
  private parts: string[] = [];
  private start = -1;
  private history = false;
  private quoted = false;

  text(text: string, index: number): void {
    this.begin(index);
    if (text.trim() !== '' && !this.hasText()) this.quoted = this.quotes > 0;
    this.parts.push(unescape(text));
  }

  open(name: string, quote: string | undefined, index: number): void {
    if ((blocks.has(name) || quote) && this.hasText()) this.finish();
    this.begin(index);
    if (quote === 'box') this.quotes++;
    if (quote === 'rest') this.history = true;
    if (name === 'td' || name === 'th' || name === 'img') this.parts.push(' ');
    if (name === 'br' || name === 'hr') this.finish();
    else if (!empty.has(name)) this.stack.push(quote === 'box');
  }

  close(name: string): void {
    if (blocks.has(name) && this.hasText()) this.finish();
    if (this.stack.pop()) this.quotes--;
    if (spaced.has(name) && this.start < 0 && this.lines.at(-1)?.text)
      this.lines.push({ text: '', quoted: false, history: false, start: this.lines.at(-1)?.start ?? 0 });
  }

  finish(): void {
    if (this.start < 0) return;
    const text = this.parts.join('').replace(/\s+/g, ' ').trim();
    this.lines.push({ text, quoted: text !== '' && this.quoted, history: this.history, start: this.start });
    this.parts = [];
    this.start = -1;
    this.history = false;
    this.quoted = false;
  }

  private begin(index: number): void {
    if (this.start < 0) this.start = index;
  }

  private hasText(): boolean {
    return this.parts.some((part) => part.trim() !== '');
  }
}

/** Cuts balanced markup in two at the beginning of a line; the kept half is balanced again. */
export function keepUntil(html: string, end: number): string {
  const open: string[] = [];
  for (const [, slash, name = ''] of html.slice(0, end).matchAll(token)) {
    if (slash) open.pop();
    else if (slash === '' && !empty.has(name)) open.push(name);
  }
  return (
    html.slice(0, end) +
    open
      .toReversed()
      .map((name) => `</${name}>`)
      .join('')
  );
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&nbsp;': ' ' };
const unescape = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|nbsp);/g, (entity) => entities[entity] ?? entity);
