import type { AppHook } from '../../define-channel.js';
import { field, identifier, list } from '../fields.js';
import { UnreadableJson, readJson } from '../read-json.js';

type Settings = { appSecret: string; verifyToken: string };

/** Meta delivers what an app may read to one address for each kind of object; each entry names its page or account. */
export const metaHook = <S extends Settings>(object: string, account: (settings: S) => string): AppHook<S> => ({
  name: 'meta',
  account,
  verifyToken: ({ verifyToken }) => verifyToken,
  accountsIn: (delivery) =>
    field(delivery, 'object') === object
      ? list(field(delivery, 'entry')).map((entry) => identifier(field(entry, 'id')) ?? '')
      : [],
  partOf: (delivery, id) => ({
    object,
    entry: list(field(delivery, 'entry')).filter((entry) => identifier(field(entry, 'id')) === id),
  }),
});

/** A delivery to the shared webhook; undefined when it is no JSON. */
export function readDelivery(body: Buffer): unknown {
  try {
    return readJson(body);
  } catch (error) {
    if (error instanceof UnreadableJson) return undefined;
    throw error;
  }
}
