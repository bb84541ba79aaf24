import type { TemplateCategory, TemplateQuality, TemplateStatus } from '#libs/contracts';

/**
 * What a status of a template, or an event of its webhook, means; see `message_template_status_update` among
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference. A flagged one may still
 * be sent.
 */
const statuses = new Map<unknown, TemplateStatus | 'deleted'>([
  ['APPROVED', 'approved'],
  ['REINSTATED', 'approved'],
  ['UNPAUSED', 'approved'],
  ['UNARCHIVED', 'approved'],
  ['FLAGGED', 'approved'],
  ['PENDING', 'pending'],
  ['IN_APPEAL', 'pending'],
  ['REJECTED', 'rejected'],
  ['PAUSED', 'paused'],
  ['DISABLED', 'disabled'],
  ['LOCKED', 'disabled'],
  ['LIMIT_EXCEEDED', 'disabled'],
  ['ARCHIVED', 'disabled'],
  ['PENDING_DELETION', 'deleted'],
  ['DELETED', 'deleted'],
]);

export const templateStatusOf = (said: unknown): TemplateStatus | 'deleted' | undefined => statuses.get(said);

const qualities = new Map<unknown, TemplateQuality>([
  ['GREEN', 'high'],
  ['YELLOW', 'medium'],
  ['RED', 'low'],
]);

export const templateQualityOf = (score: unknown): TemplateQuality => qualities.get(score) ?? 'unrated';

const categories = new Map<unknown, TemplateCategory>([
  ['UTILITY', 'utility'],
  ['MARKETING', 'marketing'],
  ['AUTHENTICATION', 'authentication'],
]);

export const templateCategoryOf = (said: unknown): TemplateCategory => categories.get(said) ?? 'other';
