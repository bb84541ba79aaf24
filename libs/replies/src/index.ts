export * from './replies.module.js';
