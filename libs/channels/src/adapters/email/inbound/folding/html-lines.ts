import type { MailLine } from './mail-line.js';

export interface HtmlLine extends MailLine {
  /** Where in the markup the line begins. */
  start: number;
  picture?: boolean;
  /** What stood in a form or a frame, where most programs show nothing. */
  field?: boolean;
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
/** Elements that change how their lines are read without being marked. */
const kinds: Record<string, string> = { blockquote: 'indent', pre: 'pre', table: 'table', a: 'link' };
const token = /<(\/?)([a-z][a-z0-9]*)([^>]*)>|[^<]+/g;

/** The lines of sanitised markup, which is balanced and where every `<` begins a tag. One pass. */
export function htmlLines(html: string): HtmlLine[] {
  const reader = new LineReader();
  for (const match of html.matchAll(token)) {
    const [whole, slash, name = '', attributes = ''] = match;
    if (slash === undefined) reader.text(whole, match.index);
    else if (slash) reader.close(name, match.index);
    else if (name === 'img') reader.picture(match.index, attributes);
    else reader.open(name, attributes, match.index);
  }
  reader.finish();
  return reader.lines;
}

class LineReader {
  readonly lines: HtmlLine[] = [];
  private readonly stack: { kind: string | undefined; ink: string }[] = [];
  private readonly depth = { box: 0, sure: 0, indent: 0, pre: 0, table: 0, field: 0, link: 0 };
  private inks = new Set<string>();
  private parts: string[] = [];
  private start = -1;
  private opensTable = false;
  private row = 0;
  private marks: Partial<HtmlLine> = {};
  private quoted: Omit<HtmlLine, 'text' | 'history' | 'start'> | null = null;

  text(text: string, index: number): void {
    if (this.depth.pre + this.depth.field === 0) return this.add(text, index);
    let at = index;
    for (const [i, line] of text.split('\n').entries()) {
      if (i > 0) this.finish();
      this.add(line, at);
      at += line.length + 1;
    }
  }

  open(name: string, attributes: string, index: number): void {
    const quote = / data-quote="(\w+)"/.exec(attributes)?.[1];
    if ((blocks.has(name) || quote) && this.hasInk()) this.finish();
    this.begin(index);
    const kind = quote ?? kinds[name];
    if (kind === 'rest' || kind === 'drawn') this.marks[kind === 'rest' ? 'history' : 'drawn'] = true;
    if (kind === 'lead') this.marks.lead = true;
    if (name === 'table') this.opensTable = true;
    if (name === 'tr') this.row++;
    if (name === 'td' || name === 'th') this.cell();
    if (name === 'hr') this.marks.rule = true;
    if (name === 'br' || name === 'hr') this.finish();
    else if (!empty.has(name)) this.enter(kind, inkOf(attributes));
  }

  /** Also one that only counts who opens the mail: that it is there, and blocked, is for the agent to know. */
  picture(index: number, attributes: string): void {
    this.begin(index);
    this.marks.picture = true;
    const { box, sure, indent } = this.depth;
    if (box + sure + indent === 0 && isSeen(attributes)) this.marks.pictured = true;
    this.parts.push(' ');
  }

  close(name: string, index: number): void {
    if (blocks.has(name) && this.hasInk()) this.finish();
    const kind = this.stack.pop()?.kind;
    if (kind === 'lead') this.marks.lead = false;
    if (kind && kind in this.depth) this.depth[kind as keyof typeof this.depth]--;
    if (spaced.has(name) && this.start < 0 && this.lines.at(-1)?.text)
      this.lines.push({ text: '', quoted: false, history: false, start: index });
  }

  finish(): void {
    if (this.start < 0) return;
    const text = this.parts.join('').replace(/\s+/g, ' ').trim();
    const marked = text !== '' && (this.quoted?.quoted || /^[>＞]/u.test(text));
    const inks = this.inks.size > 0 ? { inks: [...this.inks] } : {};
    this.lines.push({
      history: false,
      ...this.marks,
      ...this.quoted,
      ...inks,
      text,
      quoted: marked,
      start: this.start,
    });
    // The line that introduces a quote is the first that says anything.
    this.marks = text === '' && this.marks.lead ? { lead: true } : {};
    this.parts = [];
    this.inks = new Set();
    this.start = -1;
    this.quoted = null;
  }

  private enter(kind: string | undefined, ink = this.stack.at(-1)?.ink ?? 'plain'): void {
    this.stack.push({ kind, ink });
    if (kind && kind in this.depth) this.depth[kind as keyof typeof this.depth]++;
  }

  private add(text: string, index: number): void {
    this.begin(index);
    if (text.trim() !== '') this.quoted ??= this.placeOfLine();
    // Programs colour links, and shops what they lay out in tables.
    if (this.depth.link === 0 && this.depth.table === 0 && /[\p{L}\p{N}]/u.test(text))
      this.inks.add(this.stack.at(-1)?.ink ?? 'plain');
    this.parts.push(unescape(text));
  }

  private placeOfLine() {
    const { box, sure, indent, table, field } = this.depth;
    const { opensTable, row } = this;
    this.opensTable = false;
    return {
      quoted: box + sure > 0,
      sure: sure > 0,
      indented: indent > 0,
      tables: table,
      opensTable,
      row,
      field: field > 0,
    };
  }

  private cell(): void {
    const label = this.parts.join('').trim();
    if (label !== '') this.marks.cell ??= label;
    this.parts.push(' ');
  }

  private begin(index: number): void {
    if (this.start < 0) this.start = index;
  }

  private hasInk(): boolean {
    return this.marks.picture === true || this.parts.some((part) => part.trim() !== '');
  }
}

/** The colour of an element's words; one that is no mark ends that of the element around it. */
const inkOf = (attributes: string): string | undefined =>
  / data-ink="(\w+)"/.exec(attributes)?.[1] ?? (/[ ";]color[:=]/.test(attributes) ? 'plain' : undefined);

/** Whether a picture is there and larger than a dot, by which senders count who opens a mail. */
const isSeen = (attributes: string): boolean =>
  / (?:data-)?src="/.test(attributes) &&
  !/ (?:width|height)="[012](?:px)?"|(?:^|[\s";])(?:width|height): ?[012]px|display: ?none/.test(attributes);

/** Cuts stretches out of balanced markup; what is left is balanced again. */
export function cutOut(html: string, stretches: [start: number, end: number][]): string {
  let at = 0;
  let left = '';
  for (const [start, end] of stretches) {
    left += html.slice(at, start) + unpairedTags(html.slice(start, end));
    at = end;
  }
  return left + html.slice(at);
}

/** The tags of a stretch whose partners stand outside it. */
function unpairedTags(html: string): string {
  const closing: string[] = [];
  const open: { name: string; tag: string }[] = [];
  for (const [tag, slash, name = ''] of html.matchAll(token)) {
    if (slash === '' && !empty.has(name)) open.push({ name, tag });
    else if (slash && !open.pop()) closing.push(tag);
  }
  return [...closing, ...open.map(({ tag }) => tag)].join('');
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&nbsp;': ' ' };
const unescape = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|nbsp);/g, (entity) => entities[entity] ?? entity);
