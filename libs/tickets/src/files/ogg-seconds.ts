const opusRate = 48_000;
/** The longest page is 65,307 bytes. */
const longestPage = 65_307;

/**
 * How long an Ogg file of Opus plays, which is what voice messages are: the samples that its last page names, less
 * those that are skipped at its start (RFC 7845, section 4). Null for anything else.
 */
export function oggSeconds(bytes: Buffer): number | null {
  const head = bytes.subarray(0, longestPage).indexOf('OpusHead');
  const last = bytes.subarray(-longestPage).lastIndexOf('OggS') + Math.max(bytes.length - longestPage, 0);
  if (!bytes.subarray(0, 4).equals(Buffer.from('OggS')) || head < 0 || head + 12 > bytes.length) return null;
  if (last + 14 > bytes.length) return null;
  const samples = Number(bytes.readBigInt64LE(last + 6)) - bytes.readUInt16LE(head + 10);
  const seconds = Math.round(samples / opusRate);
  return seconds >= 0 && seconds < 86_400 ? seconds : null;
}
