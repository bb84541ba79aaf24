export * from './replies.module.js';
import './article.entity.js';
import './saved-reply.entity.js';
