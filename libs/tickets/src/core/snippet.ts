import { withoutDirectionControls } from '#libs/contracts';

const beginning = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 160);

/** The beginning of a message as one line, for lists. Removes characters that would reverse the text beside it. */
export const snippetOf = (text: string): string => beginning(withoutDirectionControls(text));

const longest = 80;
const lastWord = 20;

/**
 * The title of a ticket whose first message has no subject: the beginning of the text, cut after a word if one ends
 * near.
 */
export function subjectOf(text: string): string {
  const line = snippetOf(text);
  if (line.length <= longest) return line;
  const space = line.lastIndexOf(' ', longest - 1);
  return `${space >= longest - lastWord ? line.slice(0, space) : wholeCharacters(line.slice(0, longest - 1))}…`;
}

/** Drops half a surrogate pair at the end. */
const wholeCharacters = (text: string) => text.replace(/[\uD800-\uDBFF]$/, '');

/** Titles that a ticket with this text may have: earlier versions cut within words and kept control characters. */
export const subjectsOf = (text: string): string[] => [subjectOf(text), beginning(text).slice(0, longest)];
