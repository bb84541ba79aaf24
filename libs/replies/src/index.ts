export * from './replies.module.js';
import './replies.entity.js';
export { SeedReplies } from './manage-saved-replies.js';
