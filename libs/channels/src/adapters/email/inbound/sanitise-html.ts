import sanitize from 'sanitize-html';
import { htmlLines } from './folding/html-lines.js';
import { findPicture } from './parts/find-pictures.js';
import { allowedStyles, allowedTags, droppedTags, pictureStyles } from './allowed-markup.js';
import { readInk } from './read-ink.js';
import { FieldTexts, fieldClass } from './show-fields.js';

const maxLength = 1_500_000;

export interface SafeHtml {
  html: string;
  truncated: boolean;
}

/**
 * Sanitises untrusted markup: keeps only text and the pictures of the mail itself. The `src` of a remote picture
 * becomes `data-src`; quoting elements get `data-quote`, coloured ones `data-ink`, which are removed later.
 */
export function sanitiseHtml(html: string, contentIds: ReadonlySet<string>, level = 0): SafeHtml {
  const fields = new FieldTexts(wordsOf, level);
  const clean = sanitize(capNesting(fields.place(html.slice(0, maxLength))), {
    allowedTags,
    nonTextTags: droppedTags,
    allowedAttributes: {
      '*': ['dir', 'lang', 'style', 'align', 'valign', 'title', 'data-quote', 'data-ink'],
      a: ['href', 'target', 'rel'],
      img: ['src', 'data-src', 'alt', 'width', 'height'],
      table: ['width', 'cellpadding', 'cellspacing', 'border', 'bgcolor'],
      td: ['width', 'height', 'colspan', 'rowspan', 'bgcolor'],
      th: ['width', 'height', 'colspan', 'rowspan', 'bgcolor'],
      tr: ['bgcolor'],
      col: ['width', 'span'],
      ol: ['start', 'type'],
      font: ['color', 'size', 'face'],
    },
    allowedStyles: { '*': allowedStyles, img: pictureStyles },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid', 'data'] },
    allowProtocolRelative: false,
    nestingLimit: 100,
    transformTags: {
      ...fields.transformers,
      '*': (tagName, { 'data-quote': _forged, 'data-ink': _faked, ...attribs }) => {
        const kind = quoteKind(tagName, attribs);
        const ink = readInk(tagName, attribs);
        return {
          tagName,
          attribs: { ...attribs, ...(kind && { 'data-quote': kind }), ...(ink && { 'data-ink': ink }) },
        };
      },
      a: (tagName, attribs) => ({
        tagName,
        attribs: attribs.href ? { ...attribs, target: '_blank', rel: 'noopener noreferrer nofollow' } : {},
      }),
      img: (tagName, attribs) => {
        const source = pictureSource(attribs.src ?? '', contentIds);
        const { src: _src, 'data-src': _forged, ...rest } = attribs;
        return { tagName, attribs: { ...rest, ...source } };
      },
    },
  });
  return { html: clean, truncated: html.length > maxLength };
}

/** The words of the markup in a frame. */
const wordsOf = (html: string, level: number): string =>
  htmlLines(sanitiseHtml(html, new Set(), level).html)
    .map((line) => line.text)
    .join('\n');

function pictureSource(src: string, contentIds: ReadonlySet<string>): Record<string, string> {
  const address = src.trim();
  const own = findPicture(address, contentIds);
  if (own) return { src: `cid:${own}` };
  if (/^cid:/i.test(address)) return {};
  if (/^data:image\/(png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]*$/i.test(address)) return { src: address };
  const url = URL.canParse(address.startsWith('//') ? `https:${address}` : address)
    ? new URL(address.startsWith('//') ? `https:${address}` : address)
    : null;
  return url && /^https?:$/.test(url.protocol) ? { 'data-src': url.href } : {};
}

/** Whether sanitised markup has remote pictures. */
export const hasRemoteImages = (html: string): boolean => /<img[^>]* data-src="/.test(html);

/** Removes the marks of quoting and coloured elements. */
export const clearQuoteMarks = (html: string): string =>
  html.replace(/<[a-z][^>]*>/g, (tag) => tag.replace(/ data-(?:quote|ink)="\w*"/g, ''));

const deepest = 400;
const tag = /<(\/?)([a-z][a-z0-9]{0,20})[^<>]{0,4000}>/gi;
/** Elements without an end tag, or whose end tag is optional: they do not count as nesting. */
const loose = new Set([
  'br',
  'hr',
  'img',
  'p',
  'li',
  'td',
  'th',
  'tr',
  'dt',
  'dd',
  'col',
  'meta',
  'link',
  'input',
  'option',
]);

/** Removes tags that are nested deeper than in any real mail: the sanitiser's time is quadratic in the depth. */
function capNesting(html: string): string {
  let depth = 0;
  return html.replace(tag, (whole, slash: string, name: string) => {
    if (loose.has(name.toLowerCase())) return whole;
    const isOver = slash ? depth-- > deepest : ++depth > deepest;
    if (depth < 0) depth = 0;
    return isOver ? '' : whole;
  });
}

/** Elements that hold a quoted mail and nothing else: of Yahoo, Zoho, Tutanota, Alibaba, Lark, Front, HEY, NetEase. */
const sureClass =
  /(?:^|\s)(?:yahoo_quoted|zmail_extra|tutanota_quote|alimail-quote|history-quote-wrapper|lark-mail-quote|front-blockquote|trix-quote)(?:\s|$)/i;
const sureId = /^(?:isReplyContent|yahoo_quoted_\w{1,40}|ntes-pcmail-quote|spnEditorContent-quote)$/i;
/** Elements that begin with the line above a quote, of Gmail, Thunderbird, Proton; answers may stand further down. */
const leadClass = /(?:^|\s)(?:gmail_attr|gmail_quote|gmail_quote_container|moz-cite-prefix|protonmail_quote)(?:\s|$)/i;
/** Outlook on the web and some others put a mark before the history instead of an element around it. */
const restId =
  /^(?:x_)*(?:divRplyFwdMsg|mail-editor-reference-message-container|origbody|reply-intro|OLK_SRC_BODY_SECTION)$/i;
/** Outlook on the desktop draws a grey or blue rule. */
const outlookRule = /border-top:\s?solid\s(?:#(?:E1E1E1|B5C4DF)|windowtext)\s1\.0pt/i;

/** A bar beside a text is how many programs draw a quote. */
const barred = /(?:^|[;\s])border-(?:left|right):[^;]{0,40}\bsolid\b/i;

/**
 * What an element says of quoted history: it holds some (`box`), nothing else (`sure`), begins it (`rest`, or `drawn`
 * where the rule may also be another's), begins with the line that introduces it (`lead`), looks as a quote does
 * (`indent`), or nothing. `field` is what stood in a form or a frame.
 */
function quoteKind(
  tag: string,
  attribs: Record<string, string>,
): 'box' | 'sure' | 'rest' | 'drawn' | 'lead' | 'indent' | 'field' | null {
  const { class: classes = '', id = '', style = '', type = '' } = attribs;
  if (classes === fieldClass) return 'field';
  if (sureClass.test(classes) || sureId.test(id)) return 'sure';
  if (tag === 'blockquote' && (type.toLowerCase() === 'cite' || leadClass.test(classes))) return 'box';
  if (restId.test(id)) return 'rest';
  if (leadClass.test(classes)) return 'lead';
  if (outlookRule.test(style.slice(0, 500))) return 'drawn';
  return !/^t[dh]$/.test(tag) && barred.test(style.slice(0, 500)) ? 'indent' : null;
}
