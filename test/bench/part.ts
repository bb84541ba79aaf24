import type { Ground } from './ground.js';
import type { Measured } from './report.js';

/** What `npm run bench -- [runs] NAME` measures, on a ground of its own. */
export type Part = (ground: Ground, runs: number) => Promise<Measured[]>;
