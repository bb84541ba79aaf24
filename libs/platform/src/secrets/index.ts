export { SecretUnreadable } from './secret-box.js';
export type { Purpose } from './secret-key.js';
export { Secrets } from './secrets.js';
export { hashToken, randomToken, sameSecret } from './tokens.js';
