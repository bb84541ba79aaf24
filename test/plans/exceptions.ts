import { isLong } from '../support/long.js';
import type { Exception } from './judge-plans.js';

/** Hot statements that may read a large table from end to end. */
export const exceptions: Exception[] = [
  {
    statement: /SELECT t\.id FROM public\.tickets t .* AND t\.tags @> ARRAY\[tag\]/,
    table: 'tickets',
    reason:
      'A tag that half of the tickets have and nothing else in the list: an index of tags gives all its places before the first row is read.',
  },
  {
    statement: /SELECT m\.ticket_id FROM public\.messages m .* FROM public\.contacts c JOIN public\.tickets t/,
    table: 'tickets',
    reason:
      'A name that a tenth of the contacts have: their tickets are half of what a source may give, so that the planner reads them all at once. Where there are more, the limit ends it first.',
  },
  {
    statement: /from order_keys k where k\.key = any\(\$2::text\[\]\).*until > o\.placed_at/,
    table: 'contact_identities',
    reason:
      'A colleague of a team looks an order up by its number, to attach it: addresses are compared with those of up to five orders in lower case and in every form of a phone, which no index holds.',
  },
  ...(isLong
    ? [
        {
          statement: /select t\.channel_type as "channelType", count\(\*\)::int as backlog/,
          table: 'tickets',
          reason:
            'The dashboard counts what is unresolved by channel, store and team as it is now: a quarter of the large workspace.',
        },
        {
          statement: /insert into fact_packs \(day, channel_type/,
          table: 'ticket_facts',
          reason: 'The sweep packs twenty days at a time: it reads each of their facts once, by the days’ index.',
        },
      ]
    : []),
];

/** Conditions of hot statements that cannot be one of an index under the policies, and why they need not be. */
export const leaks: Record<string, string> = {
  'contact_identities.value: lower': 'The addresses of buyers, for the scope of a team: an exception above.',
  'contact_notices.parcels: jsonb_eq': 'The notices of one order.',
  'contact_notices.parcels: jsonb_ne': 'The notices of one order.',
  'contacts.words: ts_match_vq': 'Contacts that a function of ids has found, or those of a page, each by its key.',
  'messages.about: coerceviaio': 'The one message that another quotes: its own key is the condition.',
  'messages.about: jsonb_object_field': 'The same.',
  'messages.about: jsonb_object_field_text': 'The same.',
  'messages.automatic: jsonb_object_field_text': 'The messages of one ticket.',
  'messages.flags: arrayoverlap': 'The messages of one ticket.',
  'messages.search: ts_match_vq': 'The messages of a ticket on the way through a list, each probe by its key.',
  'messages.text: length': 'The newest messages of one ticket.',
  'orders.number: regexp_replace': 'Orders that their keys have found.',
  'orders.number: upper': 'The same.',
  'orders.phone: regexp_replace': 'The same, of one order.',
  'sla_policies.channel_types: array_eq': 'A workspace has a few policies.',
  'sla_policies.store_ids: array_eq': 'The same.',
  'sla_policies.team_ids: array_eq': 'The same.',
  'ticket_words.words: ts_match_vq': 'The subject of a ticket on the way through a list, by its key.',
  'visitor_reads.seq: coalesceexpr': 'The messages of one ticket after the last that was read.',
};
