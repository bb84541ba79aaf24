const link = /https?:\/\/[^\s<>"'`]{1,2000}[^\s<>"'`.,;:!?)\]]/g;
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Converts plain text to HTML with line breaks and links. */
export function textToHtml(text: string): string {
  let html = '';
  let end = 0;
  for (const match of text.matchAll(link)) {
    const url = escape(match[0]);
    html += `${escape(text.slice(end, match.index))}<a href="${url}">${url}</a>`;
    end = match.index + match[0].length;
  }
  html += escape(text.slice(end));
  return `<div dir="auto" style="white-space:pre-wrap">${html.replaceAll('\n', '<br>\n')}</div>`;
}

const escape = (text: string): string => text.replace(/[&<>"]/g, (char) => escapes[char] ?? char);
