import { reason } from '#libs/contracts';
import { field, identifier, number, unixTime } from '../../wire/fields.js';
import { notUnderstood, type Parsed } from '../../wire/not-understood.js';
import { type Names, personOf } from './addresses.js';

/**
 * One entry of `calls`. Only its end is of interest: one that the customer began and no agent took is a missed call,
 * any other that was taken has ended. A duration is there only when it was taken.
 */
export function parseCall(call: unknown, names: Names, now: Date): Parsed[] {
  const event = field(call, 'event');
  if (event === 'connect') return [];
  const byCustomer = field(call, 'direction') === 'USER_INITIATED';
  const externalId = identifier(field(call, 'id'));
  // The direction decides who the customer is: examples of the API’s own documentation swap `from` and `to`.
  const sender = byCustomer
    ? personOf(field(call, 'from'), field(call, 'from_user_id'), names)
    : personOf(field(call, 'to'), field(call, 'to_user_id'), names);
  if (event !== 'terminate' || !externalId || !sender) return [notUnderstood(reason('call-unknown'), call)];
  const seconds = Math.floor(number(field(call, 'duration')) ?? 0);
  const wasTaken = seconds > 0;
  if (!wasTaken && !byCustomer) return [];
  const sentAt = unixTime(field(call, 'timestamp'), now);
  return [
    {
      kind: 'message',
      externalId,
      sender,
      text: wasTaken ? `📞 ${lengthOf(seconds)}` : '📞',
      files: [],
      ...(sentAt && { sentAt }),
      flags: [wasTaken ? 'call' : 'missed-call'],
      mayAutoReply: false,
    },
  ];
}

/** 2:05, or 1:02:05. */
function lengthOf(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
