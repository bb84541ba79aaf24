import path from 'node:path';
import { z } from 'zod';

/** Where attachments are kept. */
export type StorageLocation = { kind: 'folder'; path: string } | S3Location;

/** A bucket of any service that speaks the S3 protocol. */
export interface S3Location {
  kind: 's3';
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** `file:./folder`, or `s3://KEY:SECRET@host/bucket?region=…`; `&tls=false` for a service on a private network. */
export const StorageUrl = z.string().transform((text, context): StorageLocation => {
  const location = text.startsWith('file:') ? folder(text) : bucket(text);
  if (location) return location;
  context.addIssue({ code: 'custom', message: 'must be file:/folder or s3://KEY:SECRET@host/bucket?region=name' });
  return z.NEVER;
});

function folder(text: string): StorageLocation | undefined {
  const place = text.slice('file:'.length).replace(/^\/\/(?=\/)/, '');
  return place ? { kind: 'folder', path: path.resolve(place) } : undefined;
}

function bucket(text: string): StorageLocation | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const name = url?.pathname.replaceAll('/', '');
  if (url?.protocol !== 's3:' || !url.host || !url.username || !url.password || !name) return undefined;
  return {
    kind: 's3',
    endpoint: `${url.searchParams.get('tls') === 'false' ? 'http' : 'https'}://${url.host}`,
    bucket: name,
    region: url.searchParams.get('region') ?? 'us-east-1',
    accessKeyId: decoded(url.username),
    secretAccessKey: decoded(url.password),
  };
}

/** Decodes a key, since one with slashes must be encoded in a URL. A key with a bare % is returned unchanged. */
function decoded(text: string) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
