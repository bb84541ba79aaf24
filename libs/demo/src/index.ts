export { graphPath } from './seed-channels.js';
export { hasWorkspace, seedDemo } from './seed-demo.js';
export { demoPassword } from './seed-people.js';
