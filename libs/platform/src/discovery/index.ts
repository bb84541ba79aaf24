export { decoratedProviders, doubles } from './find-decorated.js';
