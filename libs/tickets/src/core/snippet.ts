import { withoutDirectionControls } from '#libs/contracts';

const beginning = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 160);

/** The beginning of a message as one line, for lists. Nothing in it turns what stands beside it round. */
export const snippetOf = (text: string): string => beginning(withoutDirectionControls(text));

const longest = 80;
const lastWord = 20;

/** What a ticket is called whose first message names no subject: its beginning, cut after a word where one ends near. */
export function subjectOf(text: string): string {
  const line = snippetOf(text);
  if (line.length <= longest) return line;
  const space = line.lastIndexOf(' ', longest - 1);
  return `${space >= longest - lastWord ? line.slice(0, space) : wholeCharacters(line.slice(0, longest - 1))}…`;
}

/** Half of a character that takes two places is none. */
const wholeCharacters = (text: string) => text.replace(/[\uD800-\uDBFF]$/, '');

/** What a ticket may be called after this text: tickets of before were cut in the middle of a word, and kept all controls. */
export const subjectsOf = (text: string): string[] => [subjectOf(text), beginning(text).slice(0, longest)];
