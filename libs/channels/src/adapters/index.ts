// Every kind of channel, one line each.
export { email } from './email/index.js';
export { instagram } from './instagram/index.js';
export { messenger } from './messenger/index.js';
export { telegram } from './telegram/index.js';
export { whatsapp } from './whatsapp/index.js';
export { widget } from './widget/index.js';
