import { linkify } from '../linkify.js';

/** A text as it was written, its web addresses clickable. Never markup. */
export function Words({ text }: { text: string }) {
  return (
    <>
      {linkify(text).map(({ text: words, href }, index) =>
        href ? (
          <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow">
            {words}
          </a>
        ) : (
          words
        ),
      )}
    </>
  );
}
