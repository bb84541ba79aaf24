// Finds the tables that a TypeScript file touches: in SQL within its texts, in builders' calls, and in entities.
import ts from 'typescript';

/** What of a text is left out of it and put in at run time. */
const hole = '⟨⟩';
/** Words that a table's name follows. */
const before = new Set(['from', 'join', 'into', 'update', 'using', 'table', 'truncate', 'only', 'lateral']);
/** Of those, the ones that a list of tables may follow. */
const lists = new Set(['from', 'using', 'truncate', 'table']);
/** Calls of TypeORM that take a table's name. */
const builders = /^(getRepository|createQueryBuilder|from|into|update|insert|delete|(inner|left)Join\w*)$/;

/** A table's name in code, and the line it is on. */
export function* tablesInCode(fileName, text, isTable) {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const line = (node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
  const imported = importedNames(source);
  const bare = [];
  let isDynamic = false;
  for (const node of descendants(source)) {
    const sql = textOf(node, imported);
    if (sql === undefined) continue;
    const names = [...tablePlaces(sql)];
    isDynamic ||= names.includes(hole);
    for (const table of names) if (isTable(table)) yield { table, line: line(node), entity: false };
    if (!isTable(sql)) continue;
    if (namesEntity(node)) yield { table: sql, line: line(node), entity: true };
    else if (isArgument(node, builders)) yield { table: sql, line: line(node), entity: false };
    else bare.push({ table: sql, line: line(node), entity: false });
  }
  // A name by itself may be put into a statement where the file has one with a hole for it.
  if (isDynamic) yield* bare;
}

/** Entities that a file imports from libs, by the lib's name: with one, a lib can read and write its table. */
export function* entitiesImported(fileName, text) {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  for (const node of source.statements.filter(ts.isImportDeclaration)) {
    const lib = /^#libs\/(.+)$/.exec(node.moduleSpecifier.text)?.[1];
    const names = node.importClause?.namedBindings;
    if (!lib || !names || !ts.isNamedImports(names)) continue;
    for (const { name, propertyName } of names.elements) {
      const imported = (propertyName ?? name).text;
      if (imported.endsWith('Entity'))
        yield { lib, imported, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1 };
    }
  }
}

function* descendants(node) {
  yield node;
  for (const child of node.getChildren()) yield* descendants(child);
}

/**
 * The text of a literal, with a hole for everything that is put in; what is imported is a fragment and has the name of
 * none.
 */
function textOf(node, imported) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return (
      node.head.text + node.templateSpans.map((span) => fillOf(span.expression, imported) + span.literal.text).join('')
    );
  return undefined;
}

const fillOf = (expression, imported) => (ts.isIdentifier(expression) && imported.has(expression.text) ? ' ⟪⟫ ' : hole);

/** Names that a file imports. */
function importedNames(source) {
  const bindings = source.statements.filter(ts.isImportDeclaration).map((node) => node.importClause?.namedBindings);
  const named = bindings.filter((names) => names && ts.isNamedImports(names));
  return new Set(named.flatMap(({ elements }) => elements.map(({ name }) => name.text)));
}

/** The words where SQL names a table. Strings and comments of the statement do not count. */
function* tablePlaces(sql) {
  const words = sql
    .replace(/'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g, ' ? ')
    .replace(/"(\w+)"/g, '$1')
    .match(/⟨⟩|[\w.]+|[(),;]|[^\s\w]/g);
  for (let at = 0; at < (words?.length ?? 0); at++) {
    const word = words[at].toLowerCase();
    if (!before.has(word) || before.has(words[at + 1]?.toLowerCase())) continue;
    yield nameAt(words, at + 1);
    if (lists.has(word)) yield* laterInList(words, at + 2);
  }
}

const nameAt = (words, at) => (words[at] ?? '').replace(/^public\./, '').toLowerCase();

/** Names after a comma on the same level: `from tickets t, messages m`. */
function* laterInList(words, start) {
  let depth = 0;
  for (let at = start; at < words.length; at++) {
    const word = words[at].toLowerCase();
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
    if (
      depth < 0 ||
      (depth === 0 && /^(where|on|set|select|values|group|order|limit|returning|for|join|union|;)$/.test(word))
    )
      return;
    if (depth === 0 && word === ',') yield nameAt(words, at + 1);
  }
}

/** `@Entity('name')`, `tableName: 'name'` of a schema, or `table: 'name'` of what is kept for a time. */
const namesEntity = (node) =>
  isArgument(node, /^Entity$/) ||
  (ts.isPropertyAssignment(node.parent) && /^table(Name)?$/.test(node.parent.name.getText()));

function isArgument(node, callee) {
  if (!ts.isCallExpression(node.parent) || !node.parent.arguments.includes(node)) return false;
  const called = node.parent.expression;
  return callee.test(ts.isPropertyAccessExpression(called) ? called.name.text : called.getText());
}
