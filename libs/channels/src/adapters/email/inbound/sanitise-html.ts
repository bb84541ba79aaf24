import sanitize from 'sanitize-html';
import { allowedStyles } from './allowed-styles.js';
import { capNesting } from './cap-nesting.js';
import { quoteKind } from './quote-elements.js';

const maxLength = 1_500_000;
const layout = [
  'p',
  'div',
  'span',
  'br',
  'hr',
  'center',
  'pre',
  'blockquote',
  'ul',
  'ol',
  'li',
  'dl',
  'dt',
  'dd',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'table',
  'thead',
  'tbody',
  'tfoot',
  'tr',
  'td',
  'th',
  'caption',
  'colgroup',
  'col',
];
const inline = [
  'a',
  'b',
  'strong',
  'i',
  'em',
  'u',
  's',
  'strike',
  'del',
  'ins',
  'sub',
  'sup',
  'small',
  'big',
  'code',
  'kbd',
  'tt',
  'font',
  'abbr',
  'cite',
  'q',
  'mark',
  'bdi',
  'bdo',
  'img',
];
const unread = [
  'script',
  'style',
  'textarea',
  'option',
  'select',
  'noscript',
  'title',
  'svg',
  'math',
  'template',
  'xmp',
  'iframe',
  'object',
  'noembed',
  'noframes',
  'video',
  'audio',
];

export interface SafeHtml {
  html: string;
  truncated: boolean;
}

/**
 * Sanitises untrusted markup: keeps only text and the pictures of the mail itself. The `src` of a remote picture
 * becomes `data-src`; quoting elements get `data-quote`, which is removed later.
 */
export function sanitiseHtml(html: string, contentIds: ReadonlySet<string>): SafeHtml {
  const clean = sanitize(capNesting(html.slice(0, maxLength)), {
    allowedTags: [...layout, ...inline],
    nonTextTags: unread,
    allowedAttributes: {
      '*': ['dir', 'lang', 'style', 'align', 'valign', 'title', 'data-quote'],
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
    allowedStyles: { '*': allowedStyles },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid', 'data'] },
    allowProtocolRelative: false,
    nestingLimit: 100,
    transformTags: {
      '*': (tagName, { 'data-quote': _forged, ...attribs }) => {
        const kind = quoteKind(tagName, attribs);
        return { tagName, attribs: kind ? { ...attribs, 'data-quote': kind } : attribs };
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

function pictureSource(src: string, contentIds: ReadonlySet<string>): Record<string, string> {
  const address = src.trim();
  if (/^cid:/i.test(address)) return contentIds.has(address.slice(4)) ? { src: `cid:${address.slice(4)}` } : {};
  if (/^data:image\/(png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]*$/i.test(address)) return { src: address };
  const url = URL.canParse(address.startsWith('//') ? `https:${address}` : address)
    ? new URL(address.startsWith('//') ? `https:${address}` : address)
    : null;
  return url && /^https?:$/.test(url.protocol) ? { 'data-src': url.href } : {};
}

/** Whether sanitised markup has remote pictures. */
export const hasRemoteImages = (html: string): boolean => /<img[^>]* data-src="/.test(html);

/** Removes the marks of quoting elements. */
export const clearQuoteMarks = (html: string): string =>
  html.replace(/<[a-z][^>]*>/g, (tag) => tag.replace(/ data-quote="\w*"/, ''));
