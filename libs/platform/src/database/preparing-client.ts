import pg from 'pg';

/** Uses of a text before it is prepared, so that texts that are used once never are. */
const usesBefore = 3;
const mostPrepared = 400;
const mostWatched = 2_000;
/** A prepared statement no longer fits its tables, for example after a migration under a running process. */
const stalePlan = new Set(['0A000', '26000']);

/** The repeated statements of this process, each with the name under which it is prepared. */
class Statements {
  private uses = new Map<string, number>();
  private names = new Map<string, string>();
  private generation = 0;

  nameOf(text: string): string | undefined {
    const name = this.names.get(text);
    if (name || this.names.size >= mostPrepared) return name;
    const uses = (this.uses.get(text) ?? 0) + 1;
    if (uses < usesBefore) {
      if (this.uses.size >= mostWatched) this.uses.clear();
      this.uses.set(text, uses);
      return undefined;
    }
    this.uses.delete(text);
    const given = `waypost_${this.generation}_${this.names.size}`;
    this.names.set(text, given);
    return given;
  }

  /** Renames all statements, so that every connection prepares them again. */
  startAnew(): void {
    this.names = new Map();
    this.generation++;
  }
}

const statements = new Statements();

type Query = (...args: unknown[]) => unknown;

/**
 * A connection that prepares repeated statements with parameters: planning most of ours costs the server more than
 * running them. Any other query is passed through.
 */
export class PreparingClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    // Running queries reject by themselves. Without a listener, an idle connection that breaks would end the process.
    this.on('error', () => undefined);
    const plain = super.query.bind(this) as Query;
    const prepared: Query = (text, values, ...rest) => {
      const name =
        typeof text === 'string' && Array.isArray(values) && values.length > 0 ? statements.nameOf(text) : undefined;
      const answer = name ? plain({ name, text, values }, ...rest) : plain(text, values, ...rest);
      return answer instanceof Promise ? answer.catch(doubt) : answer;
    };
    this.query = prepared as pg.Client['query'];
  }
}

function doubt(error: { code?: string }): never {
  if (stalePlan.has(error.code ?? '')) statements.startAnew();
  throw error;
}
