import type {
  EntityManager,
  EntityMetadata,
  EntityTarget,
  FindManyOptions,
  FindOneOptions,
  FindOptionsWhere,
  ObjectLiteral,
  Repository as TypeOrmRepository,
} from 'typeorm';
import type { Database, Tx } from './database.js';
import { requireWorkspaceId } from './workspace-context.js';

/** Values of a row. A function returns an SQL expression, such as `() => 'now()'`; never build it from input. */
export type Values<E> = { [Name in Exclude<keyof E, 'workspaceId'>]?: E[Name] | (() => string) };

/** The id columns of one row, without the workspace. */
export type Ids<E> = Partial<Omit<E, 'workspaceId'>>;

/**
 * The rows of one entity in the workspace in context, which is filled in wherever the entity has a `workspaceId`:
 *
 *     const teams = repository(tx, TeamEntity);
 *     const team = await teams.insert({ id: newId(), name });
 *     await teams.update({ id }, { name });
 *
 * `tx` is a transaction of `Database`, whose statements and these run in the order in which they were asked for; given
 * the `Database` itself, each call is a transaction of its own. It reads as TypeORM's repository does, and writes one
 * row at a time, found by its id columns. There is no `save`: saving a graph reads it first, writes what a query is not
 * seen to write, and begins transactions of its own. For other statements see docs/adr/0008-entities-and-statements.md.
 */
export const repository = <E extends ObjectLiteral>(
  tx: Tx | Database,
  entity: EntityTarget<E> & (new () => E),
): Repository<E> => new Repository(tx.manager, entity);

export class Repository<E extends ObjectLiteral> {
  private readonly rows: TypeOrmRepository<E>;
  private readonly meta: EntityMetadata;

  constructor(manager: EntityManager, entity: EntityTarget<E>) {
    this.rows = manager.getRepository(entity);
    this.meta = this.rows.metadata;
  }

  find(options: FindManyOptions<E> = {}): Promise<E[]> {
    return this.rows.find({ ...options, where: this.here(options.where) });
  }

  findBy(where: FindOptionsWhere<E>): Promise<E[]> {
    return this.find({ where });
  }

  /** The first row that matches. With `lock` it is locked until the transaction ends. */
  findOne(options: FindOneOptions<E> & { where: FindOptionsWhere<E> }): Promise<E | null> {
    return this.rows.findOne({ ...options, where: this.here(options.where) });
  }

  findOneBy(where: FindOptionsWhere<E>): Promise<E | null> {
    return this.findOne({ where });
  }

  existsBy(where: FindOptionsWhere<E>): Promise<boolean> {
    return this.rows.exists({ where: this.here(where) });
  }

  /** Returns the inserted row. Does not change the values that it is given, so that a retry can pass them again. */
  async insert(values: Values<E>): Promise<E> {
    const insertion = this.rows
      .createQueryBuilder()
      .insert()
      .values(this.inWorkspace(values) as never);
    const { raw } = await insertion.returning('*').updateEntity(false).execute();
    return this.entityOf((raw as ObjectLiteral[])[0]!);
  }

  /** Updates the given columns; undefined leaves one unchanged. Returns the updated row, or null when there is none. */
  async update(ids: Ids<E>, change: Values<E>): Promise<E | null> {
    const where = this.byIds(ids);
    if (Object.values(change).every((value) => value === undefined)) return this.rows.findOneBy(where);
    const update = this.rows
      .createQueryBuilder()
      .update()
      .set(change as never)
      .where(where);
    const { raw } = await update.returning('*').updateEntity(false).execute();
    const [row] = raw as ObjectLiteral[];
    return row ? this.entityOf(row) : null;
  }

  /** Returns whether there was such a row. */
  async delete(ids: Ids<E>): Promise<boolean> {
    const { affected } = await this.rows.createQueryBuilder().delete().where(this.byIds(ids)).execute();
    return affected === 1;
  }

  private get hasWorkspace(): boolean {
    return this.meta.findColumnWithPropertyName('workspaceId') !== undefined;
  }

  private inWorkspace<Given extends object>(values: Given): Given {
    return this.hasWorkspace ? { ...values, workspaceId: requireWorkspaceId() } : values;
  }

  private here(where: FindManyOptions<E>['where']): FindManyOptions<E>['where'] {
    if (Array.isArray(where)) return where.map((each) => this.inWorkspace(each));
    return this.inWorkspace(where ?? {}) as FindOptionsWhere<E>;
  }

  /** Requires exactly the id columns: fewer could match several rows. */
  private byIds(ids: Ids<E>): FindOptionsWhere<E> {
    const wanted = this.meta.primaryColumns
      .map(({ propertyName }) => propertyName)
      .filter((name) => name !== 'workspaceId');
    const given = Object.keys(ids);
    if (given.length !== wanted.length || wanted.some((name) => ids[name as keyof Ids<E>] == null))
      throw new Error(`A row of ${this.meta.tableName} is found by ${wanted.join(' and ')}`);
    return this.inWorkspace(ids) as FindOptionsWhere<E>;
  }

  private entityOf(row: ObjectLiteral): E {
    const { driver } = this.rows.manager.dataSource;
    const entity = this.rows.create();
    for (const column of this.meta.columns)
      column.setEntityValue(entity, driver.prepareHydratedValue(row[column.databaseName], column));
    return entity;
  }
}
