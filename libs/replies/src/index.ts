export { ManageArticles } from './manage-articles.js';
export { ManageSavedReplies } from './manage-saved-replies.js';
export * from './replies.module.js';
