import type { TicketScope } from '#libs/identity';
import { newId } from '#libs/platform';
import { existsVisible, listVisible } from '../../libs/orders/src/notices/manage-notices.queries.js';
import { countNow } from '../../libs/reports/src/report-now.queries.js';
import type { ReportScope } from '../../libs/reports/src/report-scope.queries.js';
import { scopeConditions } from '../../libs/reports/src/report-scope.queries.js';
import { responseTimes } from '../../libs/reports/src/response-times.queries.js';
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
    builder: 'responseTimes',
    in: 'libs/reports/src/report-response-times.ts',
    texts: (['any', 'business'] as const).flatMap((hours) =>
      reportScopes.map((scope) => responseTimes(hours, scopeConditions('f', scope, Array.from({ length: 6 })))),
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
];
