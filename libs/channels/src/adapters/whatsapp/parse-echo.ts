import { reason } from '#libs/contracts';
import { field, identifier, unixTime } from '../../wire/fields.js';
import { notUnderstood, type Parsed } from '../../wire/not-understood.js';
import { type Names, personOf } from './addresses.js';
import { contentOf, placeholder } from './message-content.js';
import { isOfGroup, parseChangeOf } from './parse-message.js';
import { referenceOf } from './reference.js';

/** One entry of `message_echoes`: what a person of the shop sent, edited or took back in the WhatsApp Business app. */
export function parseEcho(echo: unknown, names: Names, now: Date): Parsed[] {
  if (isOfGroup(echo)) return [notUnderstood(reason('in-group'), echo)];
  const change = parseChangeOf(echo, now, { ours: true });
  if (change) return [change];
  const externalId = identifier(field(echo, 'id'));
  const recipient = personOf(field(echo, 'to'), field(echo, 'to_user_id'), names);
  if (!externalId || !recipient) return [notUnderstood(reason('echo-nameless'), echo)];
  // A reaction of ours answers nothing, and there is nothing to show it on.
  if (field(echo, 'type') === 'reaction') return [];
  const content = contentOf(echo) ?? placeholder(echo);
  const sentAt = unixTime(field(echo, 'timestamp'), now);
  const about = referenceOf(echo);
  return [
    {
      kind: 'echo',
      externalId,
      // That the shop wrote to a number does not show whose it is.
      recipient: { ...recipient, verified: false },
      text: content.text,
      files: content.files ?? [],
      ...(sentAt && { sentAt }),
      flags: content.flags ?? [],
      ...(about && { about }),
    },
  ];
}
