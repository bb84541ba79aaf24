export { SecretBox, SecretUnreadable } from './secret-box.js';
export { Keyed, type Purpose } from './secret-key.js';
export { Secrets } from './secrets.js';
export { hashToken, randomToken, sameSecret } from './tokens.js';
