export const teams = 'select id, name from teams';
export const countAndNow = 'select 1::int as n, now() as at';
export const refused = 'select colour from teams';
export const named = (column: string): string => `select ${column} from teams`;
