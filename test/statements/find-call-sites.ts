import path from 'node:path';
import ts from 'typescript';

/** What a property of a row is in the code: a base type, `json` for what a jsonb column holds, `*` for anything. */
export type BaseType = string;

export interface RowType {
  /** Base types by property, null where the code asserts nothing of the row. */
  columns: Map<string, { type: BaseType; optional: boolean }> | null;
  /** Whether rows may have more columns than the code says: a type parameter stands for a row that a caller knows. */
  open: boolean;
}

/** A place that sends a statement: a call of `rows`, `firstRow`, `defer`, or `query` of a transaction or a database. */
export interface CallSite {
  file: string;
  line: number;
  /** Where the name of what is called begins and ends, by line and column from zero, as source maps count them. */
  callee: { line: number; from: number; to: number; end: { line: number; column: number } };
  /** The statement as it is written, cut. */
  statement: string;
  /** Name of the function that builds the statement out of values, so that one text proves nothing of the others. */
  builder: string | null;
  /**
   * Whether the text comes from a `*.queries.ts`, or from a caller that has it from there; a savepoint needs no name.
   */
  isNamed: boolean;
  row: RowType;
  /** Whether the row's type is said by a cast, which nothing compares. */
  isCast: boolean;
}

const doors = new Set(['rows', 'firstRow', 'defer', 'query']);
const doorFiles = /\/libs\/platform\/src\/database\/(database|transaction|system-database)\.ts$/;

/** Every place in these files that sends a statement. */
export function findCallSites(files: string[]): CallSite[] {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  const program = ts.createProgram(
    files.map((file) => path.resolve(file)),
    { ...options, noEmit: true, incremental: false, tsBuildInfoFile: undefined },
  );
  const checker = program.getTypeChecker();
  return files.flatMap((file) => sitesOf(program.getSourceFile(path.resolve(file))!, checker));
}

function sitesOf(source: ts.SourceFile, checker: ts.TypeChecker): CallSite[] {
  const found: CallSite[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isDoor(node, checker)) found.push(siteOf(node, source, checker));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const nameOf = (callee: ts.Expression): ts.Node | null =>
  ts.isIdentifier(callee) ? callee : ts.isPropertyAccessExpression(callee) ? callee.name : null;

function isDoor(call: ts.CallExpression, checker: ts.TypeChecker): boolean {
  const name = nameOf(call.expression);
  if (!name || !doors.has(name.getText())) return false;
  const declaration = checker.getResolvedSignature(call)?.getDeclaration() as ts.Node | undefined;
  return doorFiles.test(declaration?.getSourceFile().fileName ?? '');
}

function siteOf(call: ts.CallExpression, source: ts.SourceFile, checker: ts.TypeChecker): CallSite {
  const name = nameOf(call.expression)!;
  const place = (at: number) => source.getLineAndCharacterOfPosition(at);
  const [start, end] = [place(name.getStart()), place(call.getEnd())];
  const isMethod = name.getText() === 'query';
  const statement = call.arguments[isMethod ? 0 : 1];
  return {
    file: path.relative('.', source.fileName),
    line: place(call.getStart()).line + 1,
    callee: {
      line: start.line,
      from: start.character,
      to: start.character + name.getText().length,
      end: { line: end.line, column: end.character },
    },
    statement: (statement?.getText() ?? '').replaceAll(/\s+/g, ' ').slice(0, 80),
    builder: statement ? builderOf(statement) : null,
    isNamed: statement ? isNamed(statement, checker) : false,
    row: rowTypeOf(call, checker),
    isCast: isCast(call),
  };
}

/** What is built of literals alone is always the same text. */
function builderOf(statement: ts.Expression): string | null {
  if (!ts.isCallExpression(statement) || statement.arguments.every((each) => ts.isLiteralExpression(each))) return null;
  return nameOf(statement.expression)?.getText() ?? null;
}

function isNamed(statement: ts.Expression, checker: ts.TypeChecker): boolean {
  if (ts.isStringLiteralLike(statement)) return /^(release |rollback to )?savepoint /.test(statement.text);
  const name = nameOf(ts.isCallExpression(statement) ? statement.expression : statement);
  const symbol = name && checker.getSymbolAtLocation(name);
  if (!symbol) return false;
  const origin = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const [declaration] = origin.getDeclarations() ?? [];
  if (!declaration) return false;
  if (ts.isParameter(declaration) || ts.isPropertySignature(declaration)) return true;
  if (declaration.getSourceFile().fileName.endsWith('.queries.ts')) return true;
  return ts.isVariableDeclaration(declaration) &&
    declaration.initializer &&
    !ts.isStringLiteralLike(declaration.initializer)
    ? isNamed(declaration.initializer, checker)
    : false;
}

function isCast(call: ts.Node): boolean {
  let node = call.parent;
  while (ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node))
    node = node.parent;
  return ts.isAsExpression(node);
}

/** The row of `Promise<Row[]>` or `Promise<Row | null>`. */
function rowTypeOf(call: ts.CallExpression, checker: ts.TypeChecker): RowType {
  const promised = checker.getTypeAtLocation(call) as ts.TypeReference;
  const [answer] = checker.getTypeArguments(promised);
  if (!answer || answer.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Any)) return { columns: null, open: true };
  const given = checker.getNonNullableType(answer);
  const row = checker.isArrayType(given) ? checker.getTypeArguments(given as ts.TypeReference)[0] : given;
  return row ? describeRow(row, call, checker) : { columns: null, open: true };
}

function describeRow(row: ts.Type, at: ts.Node, checker: ts.TypeChecker): RowType {
  if (row.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Any)) return { columns: null, open: true };
  const isParameter = (type: ts.Type): boolean =>
    Boolean(type.flags & ts.TypeFlags.TypeParameter) || (type.isIntersection() && type.types.some(isParameter));
  const open = isParameter(row) || checker.getIndexInfosOfType(row).length > 0;
  const apparent = checker.getApparentType(row);
  const columns = checker.getPropertiesOfType(apparent).map((property) => {
    const type = checker.getTypeOfSymbolAtLocation(property, at);
    const optional = Boolean(property.flags & ts.SymbolFlags.Optional);
    return [property.getName(), { type: baseTypeOf(type, checker), optional }] as const;
  });
  return { columns: new Map(columns), open };
}

const primitives: [ts.TypeFlags, BaseType][] = [
  [ts.TypeFlags.StringLike, 'string'],
  [ts.TypeFlags.NumberLike, 'number'],
  [ts.TypeFlags.BooleanLike, 'boolean'],
  [ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter, '*'],
];
const classes: Record<string, BaseType> = { Date: 'Date', Buffer: 'Buffer', Uint8Array: 'Buffer' };

function baseTypeOf(type: ts.Type, checker: ts.TypeChecker): BaseType {
  const nullable = ts.TypeFlags.Null | ts.TypeFlags.Undefined;
  const parts = (type.isUnion() ? type.types : [type]).filter((part) => !(part.flags & nullable));
  const bases = [...new Set(parts.map((part) => baseTypeOfPart(part, checker)))].sort();
  return bases.join(' | ') || 'null';
}

function baseTypeOfPart(type: ts.Type, checker: ts.TypeChecker): BaseType {
  const primitive = primitives.find(([flag]) => type.flags & flag);
  if (primitive) return primitive[1];
  const known = classes[type.getSymbol()?.getName() ?? ''];
  if (known) return known;
  if (!checker.isArrayType(type) && !checker.isTupleType(type)) return 'json';
  const elements = checker.getTypeArguments(type as ts.TypeReference).map((each) => baseTypeOf(each, checker));
  const [element = '*', ...others] = [...new Set(elements)];
  return others.length ? 'json' : `${element}[]`;
}
