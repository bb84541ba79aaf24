import type { Pair } from './interleave.js';
import { median, spread } from './statistics.js';
import type { Weights } from './weights.js';

/** Beside a bare program, or the same on few data. */
export interface Row {
  id: string;
  what: string;
  unit: string;
  pairs: Pair[];
  /** Bounds of the ratio. */
  ratioMost?: number;
  ratioLeast?: number;
}
/** A figure of its own, without a bare program beside it: one value a run. */
export interface Figure {
  id: string;
  what: string;
  unit: string;
  values: number[];
  /** What it may be at most; without it, it is shown for what is to be known of it. */
  most?: number;
}
export type Measured = Row | Figure;

/** What a part gave when it was last measured. */
export interface Kept {
  date: string;
  runs: number;
  cores: number;
  node: string;
  seconds: number;
  measured: Measured[];
}
export type Results = Record<string, Kept>;

const verdict = (isHeld: boolean) => (isHeld ? 'yes' : 'no');

export function rowLine({ id, what, unit, pairs, ratioMost, ratioLeast }: Row): string {
  const ratios = pairs.map(({ floor, ours }) => ours / floor);
  const [floor, own] = [spread(pairs.map((pair) => pair.floor)), spread(pairs.map(({ ours }) => ours))];
  const goal =
    ratioMost !== undefined ? `at most ${ratioMost} x` : ratioLeast !== undefined ? `at least ${ratioLeast} x` : '';
  const ratio = median(ratios);
  const held = goal && verdict(ratio <= (ratioMost ?? Infinity) && ratio >= (ratioLeast ?? 0));
  return `| ${id} | ${what} | ${floor} ${unit} | ${own} ${unit} | ${spread(ratios)} | ${goal} | ${held} |`;
}

export function figureLine({ id, what, unit, values, most }: Figure): string {
  const goal = most === undefined ? '' : `${most} ${unit}`;
  return `| ${id} | ${what} | ${spread(values)} ${unit} | ${goal} | ${goal && verdict(median(values) <= most!)} |`;
}

/** The tables of what was measured on one ground. */
function tables(measured: Measured[]): string {
  const rows = measured.filter((each): each is Row => 'pairs' in each).map(rowLine);
  const figures = measured.filter((each): each is Figure => 'values' in each).map(figureLine);
  const beside = ['| | What | Floor | Waypost | Ratio | Goal | Held |', '|---|---|---|---|---|---|---|', ...rows];
  const alone = ['| | By itself | Waypost | At most | Held |', '|---|---|---|---|---|', ...figures];
  return [...(rows.length ? [...beside, ''] : []), ...(figures.length ? [...alone, ''] : [])].join('\n');
}

/** When each part was measured, and what that took. */
function costs(results: Results): string {
  const rows = Object.entries(results).map(
    ([name, { date, runs, cores, node, seconds }]) =>
      `| ${name} | ${date} | ${runs} | ${cores} | ${node.slice(1)} | ${Math.round(seconds)} s |`,
  );
  return ['| Part | Measured | Runs | Cores | Node | Took |', '|---|---|---|---|---|---|', ...rows].join('\n');
}

/** docs/performance.md, of what docs/performance.json keeps. */
export function report(results: Results, weights: Weights): string {
  const { launcher, chat } = weights;
  return `# Performance

\`npm run bench\` writes this page. A ratio is taken in one run: a bare program that does the least work the job
needs (\`test/bench/floors\`), Waypost, the bare program again, interleaved, median and range. Both use
the same Postgres with fsync and synchronous_commit on. Waypost runs with everything on, and rows are counted before a
timing counts. CPU is that of all processes, Postgres included.

\`\`\`
npm run bench                # every part on a ground of its own, five times
npm run bench -- 5 mail      # one part, five times
npm run bench search         # P8 and P10: lists and searches over a million tickets, made at the first run and kept
\`\`\`

What a part measured is kept in \`docs/performance.json\` until it is measured again. A run of fewer than five is shown and
not kept. Lists and searches at a million tickets: [ADR 12](adr/0012-search-by-functions-of-ids.md).

${tables(Object.values(results).flatMap(({ measured }) => measured))}
${costs(results)}

## The widget, brotli

| | | Bytes | Goal | Held |
|---|---|---|---|---|
| P11 | before the launcher shows | ${launcher} | 8 KB | ${verdict(launcher <= 8 * 1024)} |
| P11 | until one can chat, in the heaviest language | ${chat} | 48 KB | ${verdict(chat <= 48 * 1024)} |
`;
}
