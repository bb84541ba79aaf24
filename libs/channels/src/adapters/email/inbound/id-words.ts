// The id of a mail is made from its fields as this file reads them, so that a mail which is delivered again is still
// known after the reading of fields for people has become better. Change nothing here.

/** Aliases of character sets that TextDecoder does not know. */
const aliases: Record<string, string> = {
  gb2312: 'gb18030',
  gbk: 'gb18030',
  cp936: 'gb18030',
  'x-gbk': 'gb18030',
  'ks_c_5601-1987': 'euc-kr',
  cp949: 'euc-kr',
  cp932: 'shift_jis',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp1252: 'windows-1252',
  cp1251: 'windows-1251',
  cp1250: 'windows-1250',
  cp1256: 'windows-1256',
  ascii: 'utf-8',
  'us-ascii': 'utf-8',
  utf8: 'utf-8',
  unknown: 'utf-8',
};

function decodeBytes(bytes: Uint8Array, charset: string): string {
  const name = charset.toLowerCase();
  try {
    return new TextDecoder(aliases[name] ?? name).decode(bytes);
  } catch {
    return new TextDecoder('utf-8').decode(bytes);
  }
}

const word = /=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=/gi;
const gap = /(\?=)[ \t]+(?==\?[^?\s]{1,60}\?[bq]\?)/gi;

/** A field's value as ids are made of it. */
export function wordsForId(value: string): string {
  const joined = value.replace(gap, '$1');
  const runs: { charset: string; bytes: Buffer[]; before: string }[] = [];
  let end = 0;
  for (const match of joined.matchAll(word)) {
    const charset = (match[1] ?? '').split('*')[0] ?? '';
    const bytes = wordBytes(match[2] ?? '', match[3] ?? '');
    const last = runs.at(-1);
    if (last && match.index === end && last.charset === charset) last.bytes.push(bytes);
    else runs.push({ charset, bytes: [bytes], before: joined.slice(end, match.index) });
    end = match.index + match[0].length;
  }
  return (
    runs.map((run) => run.before + decodeBytes(Buffer.concat(run.bytes), run.charset)).join('') + joined.slice(end)
  );
}

function wordBytes(encoding: string, body: string): Buffer {
  if (encoding.toLowerCase() === 'b') return Buffer.from(body, 'base64');
  const binary = Buffer.from(body, 'utf8').toString('latin1').replaceAll('_', ' ');
  return Buffer.from(
    binary.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}
