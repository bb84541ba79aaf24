/** Classes of elements that hold a quoted mail: Gmail, Yahoo, Proton, Zoho, Tutanota, Alibaba, Lark, Front, HEY. */
const boxClass =
  /(?:^|\s)(?:gmail_quote|gmail_quote_container|gmail_extra|yahoo_quoted|protonmail_quote|zmail_extra|tutanota_quote|alimail-quote|history-quote-wrapper|lark-mail-quote|front-blockquote|trix-quote)(?:\s|$)/i;
const boxId =
  /^(?:isReplyContent|OLK_SRC_BODY_SECTION|yahoo_quoted_\w{1,40}|ntes-pcmail-quote|spnEditorContent-quote)$/i;
/** Outlook on the web and some others put a mark before the history instead of an element around it. */
const restId = /^(?:x_)*(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|origbody|reply-intro)$/i;
/** Outlook on the desktop draws a grey or blue rule. */
const outlookRule = /border-top:\s?solid\s(?:#(?:E1E1E1|B5C4DF)|windowtext)\s1\.0pt/i;

/** Whether an element holds quoted history (`box`), begins it (`rest`), or neither. */
export function quoteKind(tag: string, attribs: Record<string, string>): 'box' | 'rest' | null {
  if (tag === 'blockquote' && (attribs.type ?? '').toLowerCase() === 'cite') return 'box';
  if (boxClass.test(attribs.class ?? '') || boxId.test(attribs.id ?? '')) return 'box';
  if (restId.test(attribs.id ?? '') || outlookRule.test((attribs.style ?? '').slice(0, 500))) return 'rest';
  return null;
}
