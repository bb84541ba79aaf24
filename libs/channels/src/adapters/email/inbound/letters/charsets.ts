import iconv from 'iconv-lite';

/** Names that neither Node nor iconv-lite knows, or that both take for a smaller set than mail programs write. */
const aliases: Record<string, string> = {
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  l1: 'windows-1252',
  'iso-8859-9': 'windows-1254',
  'iso-8859-11': 'windows-874',
  'tis-620': 'windows-874',
  'iso-8859-8-i': 'windows-1255',
  'iso-8859-8': 'windows-1255',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  cp936: 'gb18030',
  'x-gbk': 'gb18030',
  'euc-cn': 'gb18030',
  'ks_c_5601-1987': 'euc-kr',
  'ks_c_5601-1989': 'euc-kr',
  ksc_5601: 'euc-kr',
  cp949: 'euc-kr',
  uhc: 'euc-kr',
  cp932: 'shift_jis',
  'iso-2022-jp-ms': 'iso-2022-jp',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-3': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp950: 'big5',
  'x-x-big5': 'big5',
  'unicode-1-1-utf-7': 'utf-7',
  'unicode-1-1-utf-8': 'utf-8',
  utf7: 'utf-7',
  utf8: 'utf-8',
  'x-mac-ce': 'maccenteuro',
  'x-mac-centraleurroman': 'maccenteuro',
  'x-mac-japanese': 'shift_jis',
  'x-mac-korean': 'euc-kr',
  'x-mac-chinesesimp': 'gb18030',
  'x-mac-chinesetrad': 'big5',
};
/** Sets of several bytes a character, which Node knows with all that real programs write. */
const wide = new Set([
  'utf-8',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'iso-2022-jp',
  'utf-16le',
  'utf-16be',
]);
/**
 * Names that say nothing about bytes beyond ASCII, and encodings that iconv-lite has but that are no set of letters.
 */
const saysNothing =
  /^(?:|(?:us-?)?ascii|ansi_x3\.4-19[68]+|iso646-us|x?-?unknown(?:-?8-?bit)?|default|binary|[78]-?bits?|x-user-defined|none|null|base64|hex|internal|ucs-?2)$/;

/** The usual name of a declared set; undefined when it says nothing of letters beyond ASCII or is unknown. */
export function charsetOf(declared: string): string | undefined {
  const name = declared
    .slice(0, 100)
    .toLowerCase()
    .replace(/^[^a-z]*(?:3d)?|[^a-z0-9]+$/g, '')
    .slice(0, 60);
  if (saysNothing.test(name)) return undefined;
  const known = aliases[name] ?? aliases[name.replace(/^x-|^cs/, '')] ?? name.replace(/^x-mac-/, 'mac');
  if (wide.has(known) || known === 'iso-2022-kr' || known === 'hz-gb-2312') return known;
  return iconv.encodingExists(known) ? known : undefined;
}

/** Decodes bytes of a set that `charsetOf` named; null where they are not of that set. */
export function decodeStrictly(bytes: Uint8Array, charset: string): string | null {
  if (charset === 'iso-2022-kr')
    return decodeStrictly(shifted(bytes, /\x1b\$\)C/g, /\x0e([^\x0f\n]*)\x0f?/g), 'euc-kr');
  if (charset === 'hz-gb-2312')
    return decodeStrictly(shifted(bytes, /~\n/g, /~\{((?:[^~\n]|~(?!\}))*)(?:~\})?/g), 'gb18030');
  // Node decodes windows-1252 as Latin-1, which loses the euro and typographic quotes.
  if (!wide.has(charset)) return withoutLoss(iconv.decode(Buffer.from(bytes), charset));
  try {
    return new TextDecoder(charset, { fatal: true }).decode(charset === 'iso-2022-jp' ? joined(bytes) : bytes);
  } catch {
    return null;
  }
}

/** As `decodeStrictly`, with replacement characters where bytes are not of the set. */
export function decodeLoosely(bytes: Uint8Array, charset: string): string {
  const strict = decodeStrictly(bytes, charset);
  return (
    strict ?? (wide.has(charset) ? new TextDecoder(charset).decode(bytes) : iconv.decode(Buffer.from(bytes), charset))
  );
}

const withoutLoss = (text: string): string | null => (text.includes('\uFFFD') ? null : text);

/** Seven-bit sets between escapes are the eight-bit ones without their highest bits. */
function shifted(bytes: Uint8Array, removed: RegExp, run: RegExp): Buffer {
  const text = Buffer.from(bytes).toString('latin1').replace(removed, '');
  const raised = (part: string) =>
    part.replace(/[\x21-\x7e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) | 0x80));
  return Buffer.from(
    text.replace(run, (_, part: string) => raised(part)),
    'latin1',
  );
}

/** Words that end in ASCII and begin anew give an empty run between them, which decoders refuse. */
const joined = (bytes: Uint8Array): Buffer =>
  Buffer.from(
    Buffer.from(bytes)
      .toString('latin1')
      .replace(/\x1b\([BJ](?=\x1b)/g, ''),
    'latin1',
  );
