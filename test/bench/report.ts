import { median, spread } from './statistics.js';
import type { Weights } from './weights.js';

export interface Row {
  id: string;
  what: string;
  unit: string;
  goal: string;
  holds: (ratio: number) => boolean;
  pairs: { floor: number; ours: number }[];
}
/** A figure of its own, without a bare program beside it. */
export interface Figure {
  id: string;
  what: string;
  unit: string;
  value: number;
  /** What it may be at most. */
  most: number;
}
interface Machine {
  cores: number;
  node: string;
  runs: number;
}

/** docs/performance.md: every figure a ratio to a floor of the same run. */
export function report(measured: (Row | Figure)[], weights: Weights, { cores, node, runs }: Machine): string {
  const figures = measured.filter((each): each is Figure => 'value' in each).map(figureLine);
  const rows = measured.filter((each): each is Row => 'pairs' in each);
  const lines = rows.map(({ id, what, unit, goal, holds, pairs }) => {
    const ratios = pairs.map(({ floor, ours }) => ours / floor);
    const floor = spread(pairs.map((pair) => pair.floor));
    const ours = spread(pairs.map((pair) => pair.ours));
    const verdict = holds(median(ratios)) ? 'yes' : 'no';
    return `| ${id} | ${what} | ${floor} ${unit} | ${ours} ${unit} | ${spread(ratios)} | ${goal} | ${verdict} |`;
  });
  return `# Performance

\`npm run bench\` writes this page. Each figure is a ratio taken in one run: a bare program that does the least work the job
needs (\`test/bench/floors\`), Waypost, the bare program again, interleaved, ${runs} times, median and range. Both stand on
the same Postgres with fsync and synchronous_commit on. Waypost runs with everything on, and rows are counted before a
timing counts. CPU is that of all processes, Postgres included.

Lists and searches over a million tickets are measured by \`npm run bench search\`: [ADR 12](adr/0012-search-by-functions-of-ids.md).

Measured on ${cores} cores with Node ${node.slice(1)}.

| | What | Floor | Waypost | Ratio | Goal | Held |
|---|---|---|---|---|---|---|
${lines.join('\n')}

| | By itself | Waypost | At most | Held |
|---|---|---|---|---|
${figures.join('\n')}

| | The widget, brotli | Bytes | Goal | Held |
|---|---|---|---|---|
| P11 | before the launcher shows | ${weights.launcher} | 8 KB | ${weights.launcher <= 8 * 1024 ? 'yes' : 'no'} |
| P11 | until one can chat, in the heaviest language | ${weights.chat} | 48 KB | ${weights.chat <= 48 * 1024 ? 'yes' : 'no'} |
`;
}

const figureLine = ({ id, what, unit, value, most }: Figure) =>
  `| ${id} | ${what} | ${value.toFixed(2)} ${unit} | ${most} ${unit} | ${value <= most ? 'yes' : 'no'} |`;
