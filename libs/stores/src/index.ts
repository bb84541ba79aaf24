export { platforms } from './all-platforms.js';
export { FindStore, type ReadyStore } from './find-store.js';
export * from './order-change.js';
export {
  type NotUnderstood,
  type PlatformWebhooks,
  type StorePlatform,
  type StoreRequest,
  isUnderstood,
} from './platforms/define-platform.js';
import './store.entity.js';
export { storeRows } from './stores.queries.js';
export { StoresApiModule } from './stores.module.js';
