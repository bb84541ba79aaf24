import type { Describer, Described } from './describe-statement.js';
import type { CallSite } from './find-call-sites.js';

/** A statement that a run of the tests has sent, and from which place. */
export interface Sent {
  site: CallSite;
  sql: string;
}

/** Texts of a builder: every filter alone and all together. `in` is the file that sends them. */
export interface BuiltTexts {
  builder: string;
  in: string;
  texts: string[];
}

interface Evidence {
  sites: CallSite[];
  sent: Sent[];
  built: BuiltTexts[];
}

/**
 * Everything that is wrong with statements, a line each: what Postgres refuses, what does not give the row that the
 * code asserts, places of which nothing is known because no test has come there, and builders that nothing has tried.
 */
export async function judgeStatements(
  { sites, sent, built }: Evidence,
  describer: Pick<Describer, 'describe'>,
): Promise<string[]> {
  const faults: string[] = [];
  for (const site of sites) {
    const made = built.find(({ builder, in: file }) => builder === site.builder && file === site.file);
    const own = sent.filter((each) => each.site === site).map(({ sql }) => sql);
    faults.push(...faultsOfSite(site, own.length > 0, made !== undefined));
    for (const sql of new Set([...own, ...(made?.texts ?? [])]))
      faults.push(...faultsOfText(sql, await describer.describe(sql), site));
  }
  const unknown = built.filter(
    ({ builder, in: file }) => !sites.some((site) => site.builder === builder && site.file === file),
  );
  return [...faults, ...unknown.map(({ builder, in: file }) => `${file}: sends nothing that ${builder} builds`)];
}

const placeOf = ({ file, line }: CallSite) => `${file}:${line}`;

function faultsOfSite(site: CallSite, isSent: boolean, isTried: boolean): string[] {
  const faults = [
    ...(isSent ? [] : [`no test sends ${site.statement}`]),
    ...(site.builder && !isTried ? [`the builder ${site.builder} is not tried with its filters`] : []),
    ...(site.isNamed ? [] : ['its text belongs into a *.queries.ts']),
    ...(site.isCast ? ['say the row as a type argument: a cast is compared with nothing'] : []),
  ];
  return faults.map((fault) => `${placeOf(site)}: ${fault}`);
}

function faultsOfText(sql: string, described: Described, site: CallSite): string[] {
  const faults = 'refused' in described ? [`Postgres refuses it: ${described.refused}`] : misfits(described, site);
  const beginning = sql.replaceAll(/\s+/g, ' ').trim().slice(0, 60);
  return faults.map((fault) => `${placeOf(site)}: ${fault} (${beginning})`);
}

function misfits({ columns: given }: Extract<Described, { columns: unknown }>, { row }: CallSite): string[] {
  const { columns, open } = row;
  if (!columns) return [];
  const byName = new Map(given.map((column) => [column.name, column]));
  const wrong = [...columns].flatMap(([name, { type, optional }]) => {
    const column = byName.get(name);
    if (!column) return optional ? [] : [`gives no ${name}`];
    return fits(column.type, type) ? [] : [`gives ${name} as ${column.type} (${column.typeName}), not as ${type}`];
  });
  const unsaid = open ? [] : [...byName.keys()].filter((name) => !columns.has(name));
  return [...wrong, ...unsaid.map((name) => `gives ${name}, which its row lacks`)];
}

/** What a jsonb column holds is the code's word alone. */
const fits = (column: string, asserted: string): boolean =>
  column === asserted || column === 'json' || column === '*' || asserted === '*' || asserted === '*[]';
