import { entitiesImported, tablesInCode } from './tables-in-code.mjs';

/**
 * What breaks the walls between the libs' tables, a line each; entries of the list that excuse nothing are among it.
 */
export function breaches({ files, tables, exempt = {} }) {
  const owners = new Map(Object.entries(tables).flatMap(([lib, names]) => names.map((name) => [name, lib])));
  const excused = Object.keys(exempt);
  const used = new Set();
  const faults = files.flatMap(({ name, text }) =>
    breachesOf(name, text, owners).filter(() => {
      const excuse = excused.find((each) => (each.endsWith('/') ? name.startsWith(each) : name === each));
      if (excuse) used.add(excuse);
      return !excuse;
    }),
  );
  const idle = excused.filter((each) => !used.has(each)).map((each) => `${each}: names no table of others any more`);
  return [...faults, ...idle];
}

function breachesOf(name, text, owners) {
  const own = /^libs\/([^/]+)\//.exec(name)?.[1] ?? name.split('/').slice(0, 2).join('/');
  const tables = [...tablesInCode(name, text, (word) => owners.has(word))]
    .filter(({ table }) => owners.get(table) !== own)
    .map(({ table, line }) => `${name}:${line}: ${table} belongs to libs/${owners.get(table)}`);
  const entities = [...entitiesImported(name, text)].map(
    ({ imported, lib, line }) => `${name}:${line}: ${imported} gives away the table of libs/${lib}`,
  );
  return [...new Set([...tables, ...entities])];
}
