/** The most tickets that are collected by their ids; what has more is looked for ticket by ticket. */
export const mostIds = 5_000;
const most = mostIds + 1;

/** The arguments of all are placeholders. */
export const idsWhere = (field: string, value: string): string =>
  `select w.id from waypost_search.tickets_where('${field}', ${value}, ${most}) w (id)`;

export const idsWhereEach = (field: string, values: string): string =>
  `select w.id from unnest(${values}::text[]) each (value) cross join lateral waypost_search.tickets_where('${field}', each.value, ${most}) w (id)`;

/** Those that also have one of some statuses. */
export const idsStanding = (field: string, value: string, statuses: string): string =>
  `select w.id from unnest(${statuses}::text[]) each (status) cross join lateral waypost_search.tickets_standing('${field}', ${value}, each.status, ${most}) w (id)`;

export const idsTagged = (tag: string): string =>
  `select w.id from waypost_search.tickets_tagged(${tag}, ${most}) w (id)`;

export const idsMade = (since: string, before: string): string =>
  `select w.id from waypost_search.tickets_made(${since}, ${before}, ${most}) w (id)`;

export const idsAutomatic = `select w.id from waypost_search.tickets_automatic(${most}) w (id)`;

export const idsLate = `select w.id from waypost_search.tickets_late(${most}) w (id)`;

/** What is due soon and may not be late yet. */
export const idsSoon = `select w.id from waypost_search.tickets_soon(${most}) w (id)`;
