import type pg from 'pg';
import type { BaseType } from './find-call-sites.js';

/** Base types that the driver makes of a column's type, by the type's name. */
const byTypeName: Record<string, BaseType> = {
  bool: 'boolean',
  bytea: 'Buffer',
  int2: 'number',
  int4: 'number',
  oid: 'number',
  float4: 'number',
  float8: 'number',
  json: 'json',
  jsonb: 'json',
  date: 'Date',
  timestamp: 'Date',
  timestamptz: 'Date',
  void: '*',
  // The driver reads an array of numeric as numbers, though a single one as text.
  _numeric: 'number[]',
};

export interface DescribedColumn {
  name: string;
  type: BaseType;
  /** As Postgres calls it. */
  typeName: string;
}
export type Described = { columns: DescribedColumn[] } | { refused: string };

interface Field {
  name: string;
  dataTypeID: number;
}
type Connection = Pick<pg.Connection, 'on'> & {
  parse(query: { name: string; text: string; types: number[] }): void;
  describe(message: { type: 'S'; name: string }): void;
  sync(): void;
};

/** Has Postgres parse a statement and say what it gives, without running it. */
class Describe {
  private fields: Field[] = [];
  readonly done: Promise<Field[]>;
  private settle!: { resolve: (fields: Field[]) => void; reject: (error: Error) => void };

  constructor(private readonly sql: string) {
    this.done = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
  }

  submit(connection: Connection): void {
    connection.parse({ name: '', text: this.sql, types: [] });
    connection.describe({ type: 'S', name: '' });
    connection.sync();
  }
  handleRowDescription({ fields }: { fields: Field[] }): void {
    this.fields = fields;
  }
  handleError(error: Error): void {
    this.settle.reject(error);
  }
  handleReadyForQuery(): void {
    this.settle.resolve(this.fields);
  }
}

/** Describes statements on a connection; names of types are looked up once. */
export class Describer {
  private typeNames = new Map<number, string>();

  constructor(private readonly client: pg.Client) {}

  async describe(sql: string): Promise<Described> {
    if (this.typeNames.size === 0) await this.readTypeNames();
    const statement = new Describe(sql);
    this.client.query(statement as unknown as pg.Submittable);
    try {
      return { columns: (await statement.done).map((field) => this.columnOf(field)) };
    } catch (error) {
      return { refused: (error as Error).message };
    }
  }

  private async readTypeNames() {
    const { rows } = await this.client.query<{ oid: number; name: string }>('select oid, typname as name from pg_type');
    this.typeNames = new Map(rows.map(({ oid, name }) => [oid, name]));
  }

  private columnOf({ name, dataTypeID }: Field): DescribedColumn {
    const typeName = this.typeNames.get(dataTypeID) ?? String(dataTypeID);
    return { name, typeName, type: baseTypeOf(typeName) };
  }
}

function baseTypeOf(typeName: string): BaseType {
  const known = byTypeName[typeName];
  if (known) return known;
  return typeName.startsWith('_') ? `${baseTypeOf(typeName.slice(1))}[]` : 'string';
}
