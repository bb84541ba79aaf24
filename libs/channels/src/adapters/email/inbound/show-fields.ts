import type { Tag, Transformer } from 'sanitize-html';

/** Kinds of input fields whose value is not a word that a reader sees. */
const unseen = /^(?:hidden|password|checkbox|radio|file|image|range|color)$/i;
const longest = 100_000;
/** Frames within frames are read so deep, and so many fields of a mail, for the time. */
const deepest = 3;
const most = 500;
/** Marks what is shown in place of a field. */
export const fieldClass = 'waypost-field';
const style = 'white-space:pre-wrap';

const comment = String.raw`<!--[^]*?(?:-->|$)`;
const area = String.raw`<textarea\b[^<>]{0,2000}>([^]*?)(?:<\/textarea\b[^<>]{0,200}>|$)`;
const button = String.raw`<button\b([^<>]{0,2000})>\s{0,20}<\/button>`;
const texts = new RegExp(`${comment}|${area}|${button}`, 'gi');

/**
 * Shows what stands in fields of forms, and in the markup of a frame, as text where a reader sees it: neither is kept.
 */
export class FieldTexts {
  private taken = 0;

  /** @param wordsOf gives the words of markup that stands within other markup at a level */
  constructor(
    private readonly wordsOf: (html: string, level: number) => string,
    private readonly level: number,
  ) {}

  /** Puts areas of text into their place, and buttons without a word of their own as fields with their value. */
  place(html: string): string {
    return html.replace(texts, (whole, inArea: string | undefined, ofButton: string | undefined) => {
      if (inArea !== undefined)
        return `<div class="${fieldClass}" style="${style}">${escape(this.read(`<pre>${inArea}</pre>`))}</div>`;
      return ofButton === undefined ? whole : `<input${ofButton.replace(/\btype\b/gi, 'data-type')}>`;
    });
  }

  readonly transformers: Record<string, Transformer> = {
    input: (name, { type = '', value = '' }) => this.shown('span', name, unseen.test(type.trim()) ? '' : value),
    iframe: (name, { srcdoc = '' }) => this.shown('div', name, srcdoc),
  };

  private shown(as: string, name: string, html: string): Tag {
    const text = this.read(html);
    return text === '' ? { tagName: name, attribs: {} } : { tagName: as, attribs: { class: fieldClass, style }, text };
  }

  /** Only the words: what looks like an element to a reader is none of a customer's. */
  private read(html: string): string {
    if (html.trim() === '' || this.level >= deepest || ++this.taken > most) return '';
    return this.wordsOf(html.slice(0, longest), this.level + 1).trim();
  }
}

const escape = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
