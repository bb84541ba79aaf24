export { botPath, graphPath } from './seed-channels.js';
export { hasWorkspace, seedDemo } from './seed-demo.js';
export { demoPassword } from './seed-people.js';
export { type Sample, type Shopper, type ShopperOrder, datesOfOrder, readShoppers, totalOf } from './shoppers.js';
