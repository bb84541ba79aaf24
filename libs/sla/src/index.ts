export { SlaApiModule, SlaWorkerModule } from './sla.module.js';
