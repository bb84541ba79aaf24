import createDOMPurify from 'dompurify';
import { canDarken, darkLink, darkPage, darken } from './mail-colours.js';

const purify = createDOMPurify(window);
/** The frame may show inline pictures, our own and styles; it runs and fetches nothing else. */
const policy =
  "default-src 'none'; img-src 'self' data: blob:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";
const styleOf = (isDark: boolean) =>
  `body{margin:0;padding:12px 14px;font:14px/21px "Inter Variable",system-ui,sans-serif;overflow-wrap:anywhere}:root,body{${isDark ? darkPage : 'color:#1D2422;background:#fff'}}img{max-width:100%;height:auto}table{max-width:100%}a{color:${isDark ? darkLink : '#0D5C67'}}img[data-src]{display:none}`;

interface MailParts {
  html: string;
  showsImages: boolean;
  isDark: boolean;
  /** The path of our proxy for a remote picture, which hides the agent from its server. */
  proxied: (url: string) => string;
  /** The URL of a picture that came with the mail, by its content id. */
  inlined: (contentId: string) => string | undefined;
}

/** Builds the document for the sandboxed frame. The server has sanitized the markup; it is sanitized again here. */
export function mailDocument({ html, showsImages, isDark: isWanted, proxied, inlined }: MailParts): string {
  const isDark = isWanted && canDarken;
  const body = purify.sanitize(html, {
    RETURN_DOM: true,
    FORBID_TAGS: [
      'style',
      'form',
      'input',
      'button',
      'textarea',
      'select',
      'svg',
      'math',
      'iframe',
      'object',
      'embed',
      'base',
      'meta',
      'link',
      'video',
      'audio',
      'source',
      'picture',
    ],
    FORBID_ATTR: ['srcset', 'background', 'poster', 'id', 'name', 'action', 'formaction', 'ping'],
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|cid:|data:image\/(?:png|jpe?g|gif|webp);)/i,
  }) as HTMLElement;
  for (const image of body.querySelectorAll('img')) pointImage(image, { showsImages, proxied, inlined });
  for (const anchor of body.querySelectorAll('a')) {
    anchor.target = '_blank';
    anchor.rel = 'noopener noreferrer nofollow';
  }
  if (isDark) darken(body);
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="no-referrer"><style>${styleOf(isDark)}</style></head><body dir="auto">${body.innerHTML}</body></html>`;
}

function pointImage(image: HTMLImageElement, { showsImages, proxied, inlined }: Omit<MailParts, 'html' | 'isDark'>) {
  const source = image.getAttribute('src') ?? '';
  const remote = image.dataset['src'] ?? (/^https?:/i.test(source) ? source : undefined);
  image.removeAttribute('data-src');
  if (/^cid:/i.test(source)) setSource(image, inlined(source.slice(4)));
  else if (remote && !source.startsWith('/')) setSource(image, showsImages ? proxied(remote) : undefined);
}

function setSource(image: HTMLImageElement, source: string | undefined) {
  if (source) image.setAttribute('src', source);
  else image.removeAttribute('src');
}
