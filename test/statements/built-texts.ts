import type { TicketFilter } from '#libs/contracts';
import type { TicketScope } from '#libs/identity';
import { type SearchTerm, newId } from '#libs/platform';
import { findOrders, showsOrder } from '../../libs/orders/src/named-orders.queries.js';
import { searchByOrders } from '../../libs/orders/src/search/search-orders.js';
import { existsVisible, listVisible } from '../../libs/orders/src/notices/manage-notices.queries.js';
import { packConditions, readPacks } from '../../libs/reports/src/fact-packs.queries.js';
import { type ReportScope, countNow, scopeConditions } from '../../libs/reports/src/reports.queries.js';
import * as tickets from '../../libs/tickets/src/core/find-visible-ticket.queries.js';
import { knowsContact, knowsContactOf } from '../../libs/tickets/src/core/known-contact.queries.js';
import { messagesWhere } from '../../libs/tickets/src/core/message.queries.js';
import { isToClose, isToWake } from '../../libs/tickets/src/time/sweep-tickets.queries.js';
import { oweCheck } from '../../libs/mail/src/mail-checks.queries.js';
import { filterByFacts } from '../../libs/reports/src/ticket-facts.js';
import { type AskedPage, pageOfTickets } from '../../libs/tickets/src/desk/list-tickets.queries.js';
import { peopleNamed } from '../../libs/tickets/src/desk/find-people.queries.js';
import { sourcesOf } from '../../libs/tickets/src/desk/ticket-sources.js';
import type { Place } from '../../libs/tickets/src/desk/walk-tickets.queries.js';
import type { Search } from '../../libs/tickets/src/desk/search-tickets.js';
import { insertWith } from '../../libs/tickets/src/inbound/received-message.queries.js';
import { appendWith } from '../../libs/tickets/src/outbound/outbound.queries.js';
import type { BuiltTexts } from './judge-statements.js';

/** Nothing, each value alone, all together. */
function choices<Given extends object>(all: Given): Partial<Given>[] {
  const alone = Object.entries(all).map(([name, value]) => ({ [name]: value }) as Partial<Given>);
  return [{}, ...alone, all];
}

const reportScopes: ReportScope[] = [
  ...choices({ channelType: 'email', storeId: newId(), team: newId() }),
  ...choices({ channelType: 'email', storeId: newId(), team: 'none' }),
];
const ticketScopes: TicketScope[] = [
  { kind: 'all' },
  { kind: 'assigned', agentId: newId() },
  { kind: 'teams', teamIds: [], agentId: newId() },
  { kind: 'teams', teamIds: [newId()], agentId: newId() },
];

const findsTicket = 'libs/tickets/src/core/find-visible-ticket.ts';
const allFilters: Required<Omit<TicketFilter, 'q'>> = {
  status: ['open', 'pending'],
  channelType: 'email',
  assignee: newId(),
  team: newId(),
  tag: 'gift',
  storeId: newId(),
  contactId: newId(),
  automatic: 'only',
  sla: 'soon',
  firstResponse: 'answered',
  resolution: 'resolved',
  createdFrom: '2026-01-01T00:00:00Z',
  createdTo: '2026-02-01T00:00:00Z',
};
const ticketFilters: Omit<TicketFilter, 'q'>[] = [
  ...choices(allFilters),
  { assignee: 'me' },
  { assignee: 'none' },
  { team: 'none' },
  { sla: 'breached' },
  ...(['waiting', 'kept', 'late'] as const).map((firstResponse) => ({ firstResponse })),
  ...(['kept', 'late'] as const).map((resolution) => ({ resolution })),
];
const aTerm = (word: string): SearchTerm => ({ word, isPrefix: word.length > 2, query: word });
/** No search, one without words, and one of several words and forms. */
const searches: (Search | null)[] = [
  null,
  { forms: [], expected: new Map(), rarity: 'rare', others: null },
  {
    forms: [[aTerm('tea'), aTerm('pot')], [aTerm('1042')], [aTerm('no')]],
    expected: new Map([
      ['tea', 1],
      ['pot', 2],
      ['1042', 3],
      ['no', 4],
    ]),
    rarity: 'rare',
    others: searchByOrders,
  },
];
/** In the order of the list, and from ids, with and without the words. */
function waysTo({ scope, filter, search }: Omit<AskedPage, 'from'>): AskedPage['from'][] {
  const sources = sourcesOf({ scope, filter }, newId());
  return [
    { most: 10 },
    ...(sources.length ? [{ sources, words: false }] : []),
    ...(search
      ? [
          { sources: [], words: true },
          { sources, words: true },
        ]
      : []),
  ];
}
const lastRow: Place = ['2026-01-01 00:00:00+00', newId()];
const askedPages: AskedPage[] = (['activity', 'due'] as const).flatMap((sort) =>
  [undefined, lastRow].flatMap((after) => {
    const base = {
      scope: ticketScopes.at(-1)!,
      filter: {},
      search: null,
      others: filterByFacts,
      sort,
      after,
      limit: 2,
    };
    return [
      ...ticketScopes.map((scope) => ({ ...base, scope })),
      ...ticketFilters.map((filter) => ({ ...base, filter })),
      ...searches.map((search) => ({ ...base, search })),
      { ...base, filter: allFilters, search: searches.at(-1)! },
    ].flatMap((asked) => waysTo(asked).map((from) => ({ ...asked, from })));
  }),
);

/**
 * Statements that are built of values, in all their forms. The parameters that a place has put before count as well.
 */
export const builtTexts: BuiltTexts[] = [
  {
    builder: 'countNow',
    in: 'libs/reports/src/report-now.ts',
    texts: reportScopes.map((scope) => countNow(scopeConditions('t', scope, []))),
  },
  {
    builder: 'readPacks',
    in: 'libs/reports/src/report-response-times.ts',
    texts: (['any', 'business'] as const).flatMap((hours) =>
      reportScopes.map((scope) => {
        const parameters: unknown[] = Array.from({ length: 2 });
        return readPacks(hours, {
          facts: scopeConditions('f', scope, parameters),
          packs: packConditions(scope, parameters),
        });
      }),
    ),
  },
  {
    builder: 'listVisible',
    in: 'libs/orders/src/notices/manage-notices.ts',
    texts: ticketScopes.map((scope) => listVisible(scope, Array.from({ length: 3 }))),
  },
  {
    builder: 'existsVisible',
    in: 'libs/orders/src/notices/manage-notices.ts',
    texts: ticketScopes.map((scope) => existsVisible(scope, Array.from({ length: 1 }))),
  },
  {
    builder: 'findOrders',
    in: 'libs/orders/src/named-orders.ts',
    texts: ticketScopes.map((scope) => findOrders(scope, Array.from({ length: 2 }))),
  },
  {
    builder: 'showsOrder',
    in: 'libs/orders/src/named-orders.ts',
    texts: ticketScopes.map((scope) => showsOrder(scope, Array.from({ length: 1 }))),
  },
  {
    builder: 'findVisibleBy',
    in: findsTicket,
    texts: (['id', 'number'] as const).flatMap((key) =>
      ticketScopes.map((scope) => tickets.findVisibleBy(key, scope, Array.from({ length: 2 }))),
    ),
  },
  {
    builder: 'existsVisible',
    in: findsTicket,
    texts: ticketScopes.map((scope) => tickets.existsVisible(scope, Array.from({ length: 1 }))),
  },
  {
    builder: 'lockVisible',
    in: findsTicket,
    texts: ticketScopes.map((scope) => tickets.lockVisible(scope, Array.from({ length: 1 }))),
  },
  {
    builder: 'findById',
    in: findsTicket,
    texts: ticketScopes.map((scope) => tickets.findById(scope, Array.from({ length: 2 }))),
  },
  {
    builder: 'knowsContactOf',
    in: findsTicket,
    texts: ticketScopes.map((scope) => knowsContactOf(scope, Array.from({ length: 1 }))),
  },
  { builder: 'lockIf', in: findsTicket, texts: [isToWake, isToClose].map(tickets.lockIf) },
  {
    builder: 'messagesWhere',
    in: 'libs/tickets/src/core/message-view.ts',
    texts: [
      messagesWhere('m.ticket_id = $1 and m.seq > $2', 'm.seq limit 2'),
      messagesWhere('m.ticket_id = $1 and m.seq < $2 and m.seq > $3', 'm.seq desc limit 2'),
      messagesWhere('m.ticket_id = $1 and m.change_seq > $2', 'm.change_seq, m.seq limit 2'),
    ],
  },
  {
    builder: 'pageOfTickets',
    in: 'libs/tickets/src/desk/find-page.ts',
    texts: askedPages.map((asked) => pageOfTickets(asked, [newId()])),
  },
  {
    builder: 'peopleNamed',
    in: 'libs/tickets/src/desk/find-people.ts',
    texts: ticketScopes.flatMap((scope) =>
      [[['tea']], [['tea'], ['té']], [['tea', 'pot']], [['tea', 'pot'], ['teapot']]].map((forms) =>
        peopleNamed({ scope, forms, limit: 2 }, []),
      ),
    ),
  },
  {
    builder: 'knowsContact',
    in: 'libs/tickets/src/desk/list-tickets.ts',
    texts: ticketScopes.map((scope) => knowsContact(scope, Array.from({ length: 1 }))),
  },
  {
    builder: 'insertWith',
    in: 'libs/tickets/src/inbound/insert-inbound-message.ts',
    texts: [undefined, oweCheck].map(insertWith),
  },
  {
    builder: 'appendWith',
    in: 'libs/tickets/src/outbound/append-outbound.ts',
    texts: [true, false].map(appendWith),
  },
];
