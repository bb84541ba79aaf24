export { ChainTooDeep, maxChainDepth } from './chain.js';
