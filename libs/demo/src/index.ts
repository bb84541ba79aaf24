export { botPath, graphPath, pagePaths } from './seed-channels.js';
export { hasWorkspace, seedDemo } from './seed-demo.js';
export { publicPassword as demoPassword } from '#libs/identity';
export { type Sample, type Shopper, type ShopperOrder, datesOfOrder, readShoppers, totalOf } from './shoppers.js';
