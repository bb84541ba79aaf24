import pg from 'pg';

/** A statement is prepared once it has come this often: one that is made up anew each time never is. */
const usesBefore = 3;
const mostPrepared = 400;
const mostWatched = 2_000;
/** What was prepared no longer fits the tables, as after a migration under a running process. */
const stalePlan = new Set(['0A000', '26000']);

/** Texts of this process that come again and again, and the name by which each is prepared. */
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

  /** New names for all, so that every connection prepares them anew. */
  startAnew(): void {
    this.names = new Map();
    this.generation++;
  }
}

const statements = new Statements();

type Query = (...args: unknown[]) => unknown;

/**
 * A connection on which statements with parameters that come again and again are parsed and planned once: planning most
 * of ours costs the server more than running them. What is not a text with values goes through as it is.
 */
export class PreparingClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    // Whoever waits for an answer is told by it; without a listener a connection that dies in between would end the process.
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
