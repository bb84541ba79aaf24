export * from './orders.module.js';
export { platforms } from './platforms/index.js';
export { ManageStores } from './stores/manage-stores.js';
