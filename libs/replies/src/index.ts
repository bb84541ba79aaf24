export * from './replies.module.js';
import './article.entity.js';
import './saved-reply.entity.js';
export { SeedReplies } from './seed-replies.js';
