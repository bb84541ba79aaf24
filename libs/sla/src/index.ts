export { SlaApiModule, SlaWorkerModule } from './sla.module.js';
export { type Calendar, openState } from './business-time.js';
export {
  type Clock,
  type Target,
  chipOf,
  meetClock,
  pauseClock,
  reopenClock,
  resumeClock,
  startClock,
} from './clock.js';
export { noteAnswer, noteLateness, noteResolution } from './note-facts.js';
import './sla.entity.js';
export { SeedSla } from './seed-sla.js';
