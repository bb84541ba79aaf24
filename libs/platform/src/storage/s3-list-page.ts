import type { StoredFile } from './storage.js';

/** A page of ListObjectsV2. Our keys contain no characters that XML escapes. */
export function listPage(xml: string): { files: StoredFile[]; next?: string } {
  const files = [...xml.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)].map(([, content]) => ({
    key: textOf(content!, 'Key') ?? '',
    storedAt: new Date(textOf(content!, 'LastModified') ?? 0),
  }));
  return { files, next: textOf(xml, 'IsTruncated') === 'true' ? textOf(xml, 'NextContinuationToken') : undefined };
}

function textOf(xml: string, name: string) {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text?.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
