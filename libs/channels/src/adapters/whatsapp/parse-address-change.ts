import { reason } from '#libs/contracts';
import type { InboundAddress, InboundAddressChange } from '../../define-channel.js';
import { field, identifier, text, unixTime } from '../../wire/fields.js';
import { notUnderstood, type Parsed } from '../../wire/not-understood.js';
import { phoneOf, userIdOf } from './addresses.js';

/** `customer_changed_number` is what versions before 2023 wrote, with the new number in `new_wa_id`. */
const changes = new Set<unknown>(['user_changed_number', 'customer_changed_number', 'user_changed_user_id']);

/**
 * A system message that says that a person’s number or user id is another now. A new user
 * id comes only with a new number: where the notice names no old number, the one that we know is theirs no more. Where
 * it names no new address, the old one is given up all the same.
 */
export function parseAddressChange(message: unknown, now: Date): InboundAddressChange | undefined {
  const system = field(message, 'type') === 'system' ? field(message, 'system') : undefined;
  const externalId = identifier(field(message, 'id'));
  if (!externalId || !changes.has(field(system, 'type'))) return undefined;
  const said = saidIn(field(system, 'body'));
  const from = known(
    phoneOf(field(message, 'from')),
    userIdOf(field(system, 'previous_user_id')) ?? userIdOf(field(message, 'from_user_id')) ?? userIdOf(said?.from),
    phoneOf(said?.from),
  );
  const to = known(
    phoneOf(field(system, 'wa_id')) ?? phoneOf(field(system, 'new_wa_id')) ?? phoneOf(said?.to),
    userIdOf(field(system, 'user_id')) ?? userIdOf(said?.to),
  );
  return changeOf(externalId, from, to, unixTime(field(message, 'timestamp'), now));
}

/** An entry of the field `user_id_update`, which names the old and the new user id. */
export function parseUserIdUpdate(update: unknown, now: Date): Parsed {
  const [previous, current] = ['previous', 'current'].map((which) => userIdOf(field(update, 'user_id', which)));
  const at = unixTime(field(update, 'timestamp'), now);
  const change =
    previous &&
    current &&
    changeOf(
      `user-id/${previous.value}/${current.value}`,
      [previous],
      known(phoneOf(field(update, 'wa_id')), current),
      at,
    );
  return change ?? notUnderstood(reason('user-id-unknown'), update);
}

function changeOf(
  externalId: string,
  from: InboundAddress[],
  to: InboundAddress[],
  at: Date | undefined,
): InboundAddressChange | undefined {
  const isSame = (one: InboundAddress, other: InboundAddress) => one.kind === other.kind && one.value === other.value;
  const gone = from.filter((old, index) => ![...to, ...from.slice(0, index)].some((other) => isSame(old, other)));
  if (!gone.length) return undefined;
  const namesNumber = gone.some(({ kind }) => kind === 'phone');
  return {
    kind: 'address-change',
    externalId: externalId.slice(0, 250),
    from: gone,
    to,
    ...(!namesNumber && { givesUpToo: 'phone' }),
    ...(at && { at }),
  };
}

/** “User Ana changed from … to …”: notices before August 2026 name the old user id only here. */
function saidIn(body: unknown): { from: string; to: string } | undefined {
  const match = / changed from (\S{1,150}) to (\S{1,150})$/.exec(text(body, 1_000)?.trim() ?? '');
  return match ? { from: match[1]!, to: match[2]! } : undefined;
}

const known = (...addresses: (InboundAddress | undefined)[]) => addresses.filter((address) => address !== undefined);
