import type { BodyFile } from './read-file.js';

/** What markup may call a picture of the mail, each with the picture's Content-ID. */
export type Pictures = Map<string, string>;

/** Names the pictures by Content-ID, by Content-Location and by file name. One that has no id is given one. */
export function namePictures(files: BodyFile[]): { files: BodyFile[]; pictures: Pictures } {
  const isPicture = ({ contentType }: BodyFile) => contentType.startsWith('image/');
  const named = files.map((file, i): BodyFile =>
    file.contentId || !isPicture(file) ? file : { ...file, contentId: `picture-${i + 1}`, isNamedHere: true },
  );
  const pictures: Pictures = new Map();
  const name = (key: string | undefined, { contentId }: BodyFile) => {
    if (key && contentId && !pictures.has(key)) pictures.set(key, contentId);
  };
  const all = named.filter(isPicture);
  for (const picture of all) name(picture.contentId, picture);
  for (const picture of all) name(picture.contentId?.toLowerCase(), picture);
  for (const picture of all) name(picture.location?.toLowerCase(), picture);
  for (const picture of all) name(picture.name.toLowerCase(), picture);
  return { files: named, pictures };
}

/** The name under which the mail has the picture that markup means by an address; undefined where it has none. */
export function findPicture(address: string, names: ReadonlySet<string>): string | undefined {
  const isId = /^cid:/i.test(address);
  if (!isId && /^data:/i.test(address)) return undefined;
  const asWritten = address.replace(/^cid:/i, '');
  const plain = unescaped(asWritten).replace(/^<|>$/g, '').trim();
  const key = plain.toLowerCase();
  // Some programs make the id of the file's name, and lose it on the way.
  const more = isId ? key.replace(/@[^@]*$/, '') : key.replace(/^\.\//, '');
  return [asWritten, plain, key, more].find((name) => names.has(name));
}

/** Puts the Content-IDs into sanitised markup, in place of what it calls the pictures. */
export function placePictures(html: string, pictures: Pictures): string {
  const ids = new Map(Array.from(pictures, ([name, id]) => [escapeAttribute(name), escapeAttribute(id)]));
  return html.replace(/ src="cid:([^"]*)"/g, (whole, name: string) =>
    ids.has(name) ? ` src="cid:${ids.get(name)}"` : whole,
  );
}

export const escapeAttribute = (value: string): string =>
  value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
