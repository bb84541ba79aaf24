import { Fragment } from 'react';

const link =
  /\bhttps?:\/\/[^\s<>"'`\u200e\u200f\u202a-\u202e\u2066-\u2069]+[^\s<>"'`\u200e\u200f\u202a-\u202e\u2066-\u2069.,;:!?)\]}»”’。，、）]/giu;

/** Plain text with its web addresses as links. Nothing in it is parsed as markup. */
export function MessageText({ text }: { text: string }) {
  const parts: { text: string; href?: string }[] = [];
  let from = 0;
  for (const match of text.matchAll(link)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ text: match[0], href: URL.canParse(match[0]) ? match[0] : undefined });
    from = match.index + match[0].length;
  }
  parts.push({ text: text.slice(from) });
  // eslint-disable-next-line react/no-array-index-key -- the parts of one text never move
  return parts.map((part, index) =>
    part.href ? (
      <a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
        {part.text}
      </a>
    ) : (
      <Fragment key={index}>{part.text}</Fragment>
    ),
  );
}
