import { reason } from '#libs/contracts';
import type { ChannelAlert } from '../../define-channel.js';
import { field, identifier, line, list, text, unixTime } from '../../wire/fields.js';
import { notUnderstood, type Parsed } from '../../wire/not-understood.js';
import { newsOf } from './templates/template-news.js';
import type { WhatsappSettings } from './settings.js';

type Said = Omit<ChannelAlert, 'kind' | 'at'>;
/** `not ours` is what speaks of another number, or is no news to a shop. */
type Reader = (value: unknown, settings: WhatsappSettings) => Said | 'not ours' | undefined;

/** The fields of a webhook that speak of the account, its numbers and templates. */
const readers = new Map<unknown, Reader>([
  ['account_update', accountUpdate],
  ['account_alerts', accountAlert],
  ['account_review_update', accountReview],
  ['phone_number_quality_update', qualityUpdate],
  ['business_capability_update', capabilityUpdate],
  ['message_template_status_update', templateStatus],
  ['message_template_quality_update', templateQuality],
]);

export const isAlert = (subject: unknown): boolean => readers.has(subject);

/** Reads what the provider says of the account. The entry names it, and when that was. */
export function parseAlert(change: unknown, entry: unknown, settings: WhatsappSettings, now: Date): Parsed[] {
  const [subject, value] = [field(change, 'field'), field(change, 'value')];
  const said = readers.get(subject)!(value, settings);
  if (said === 'not ours') return [];
  if (!said) return [notUnderstood(reason('about-field', { name: identifier(subject, 60)! }), change)];
  const at = unixTime(field(entry, 'time'), now);
  const dated = at ? { at } : {};
  // Other accounts of the same app have the same webhook URL, and templates that are not this channel's.
  const { businessAccountId: own } = settings;
  const news = !own || own === identifier(field(entry, 'id')) ? newsOf(subject, value) : undefined;
  return [{ kind: 'alert', ...said, ...dated }, ...(news ? [{ ...news, ...dated }] : [])];
}

const eventOf = (value: unknown) => identifier(field(value, 'event'), 100);
const joined = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' · ') || undefined;
const withDetail = (said: Omit<Said, 'detail'>, detail: string | undefined): Said => ({
  ...said,
  ...(detail && { detail }),
});

/** What a partner, an advertisement or a price list has to do with the account. */
const noNews =
  /^(PARTNER_(ADDED|APP_INSTALLED|CLIENT_CERTIFICATION_STATUS_UPDATE)|VERIFIED_ACCOUNT|AD_ACCOUNT_LINKED|AUTH_INTL_PRICE_ELIGIBILITY_UPDATE|BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE|VOLUME_BASED_PRICING_TIER_UPDATE|MM_LITE_TERMS_SIGNED)$/;

/** Bans, restrictions, violations, and whether the number is still connected to the API. */
function accountUpdate(value: unknown): Said | 'not ours' | undefined {
  const event = eventOf(value);
  const ban = line(field(value, 'ban_info', 'waba_ban_state'), 100);
  const restrictions = list(field(value, 'restriction_info')).map((each) =>
    joined(line(field(each, 'restriction_type'), 100), line(field(each, 'expiration'), 100)),
  );
  switch (event) {
    case 'DISABLED_UPDATE':
      return withDetail(
        {
          topic: 'account',
          level: ban === 'REINSTATE' ? 'over' : ban === 'SCHEDULE_FOR_DISABLE' ? 'warning' : 'error',
          event: ban ?? event,
        },
        line(field(value, 'ban_info', 'waba_ban_date'), 100),
      );
    case 'ACCOUNT_RESTRICTION':
      return withDetail({ topic: 'account', level: 'error', event }, joined(...restrictions.slice(0, 10)));
    case 'ACCOUNT_VIOLATION':
      return withDetail(
        { topic: 'violation', level: 'warning', event },
        line(field(value, 'violation_info', 'violation_type'), 100),
      );
    case 'ACCOUNT_DELETED':
      return { topic: 'account', level: 'error', event };
    case 'ACCOUNT_OFFBOARDED':
      return { topic: 'connection', level: 'error', event };
    case 'ACCOUNT_RECONNECTED':
      return { topic: 'connection', level: 'over', event };
    default:
      return event && noNews.test(event) ? 'not ours' : undefined;
  }
}

const severities = new Map<unknown, ChannelAlert['level']>([
  ['CRITICAL', 'error'],
  ['WARNING', 'warning'],
  ['INFORMATIONAL', 'info'],
]);

function accountAlert(value: unknown, settings: WhatsappSettings): Said | 'not ours' | undefined {
  const ofNumber = field(value, 'entity_type') === 'PHONE_NUMBER' && identifier(field(value, 'entity_id'));
  if (ofNumber && ofNumber !== settings.phoneNumberId) return 'not ours';
  // Some accounts receive the four fields without the object around them.
  const info = field(value, 'alert_info') ?? value;
  const event = identifier(field(info, 'alert_type'), 100);
  const isOver = field(info, 'alert_status') === 'NONE';
  const level = isOver ? 'over' : (severities.get(field(info, 'alert_severity')) ?? 'warning');
  return event
    ? withDetail({ topic: `alert/${event}`, level, event }, text(field(info, 'alert_description'), 1_000))
    : undefined;
}

function accountReview(value: unknown): Said | undefined {
  const event = identifier(field(value, 'decision'), 100);
  const level = event === 'APPROVED' ? 'over' : event === 'REJECTED' ? 'error' : 'info';
  return event ? { topic: 'review', level, event } : undefined;
}

/** The number's quality and how many people it may write to a day. */
function qualityUpdate(value: unknown): Said | undefined {
  const event = eventOf(value);
  const limit =
    line(field(value, 'max_daily_conversations_per_business'), 100) ?? line(field(value, 'current_limit'), 100);
  if (!event) return undefined;
  const level = event === 'FLAGGED' || event === 'DOWNGRADE' ? 'warning' : event === 'UNFLAGGED' ? 'over' : 'info';
  const topic = event.endsWith('FLAGGED') ? 'quality' : 'limit';
  return withDetail({ topic, level, event }, joined(line(field(value, 'display_phone_number'), 40), limit));
}

function capabilityUpdate(value: unknown): Said | undefined {
  const limits = ['max_daily_conversations_per_business', 'max_daily_conversation_per_phone']
    .map((key) => field(value, key))
    .find((limit) => limit !== undefined);
  const limit = typeof limits === 'number' ? String(limits) : line(limits, 100);
  return limit ? { topic: 'limit', level: 'info', event: 'LIMIT', detail: limit } : undefined;
}

const bad = new Set(['REJECTED', 'PAUSED', 'DISABLED', 'FLAGGED', 'LOCKED', 'LIMIT_EXCEEDED']);
const fine = new Set(['APPROVED', 'REINSTATED', 'UNPAUSED', 'DELETED', 'ARCHIVED', 'PENDING_DELETION']);

function templateStatus(value: unknown): Said | undefined {
  const [event, topic] = [eventOf(value), templateOf(value)];
  if (!event || !topic) return undefined;
  const reason = line(field(value, 'reason'), 200);
  const detail = joined(
    line(field(value, 'message_template_name')),
    line(field(value, 'message_template_language'), 20),
    reason === 'NONE' ? undefined : reason,
    line(field(value, 'rejection_info', 'reason'), 500) ?? line(field(value, 'other_info', 'description'), 500),
  );
  return withDetail({ topic, level: bad.has(event) ? 'warning' : fine.has(event) ? 'over' : 'info', event }, detail);
}

function templateQuality(value: unknown): Said | undefined {
  const [score, topic] = [identifier(field(value, 'new_quality_score'), 100), templateOf(value)];
  if (!score || !topic) return undefined;
  const name = line(field(value, 'message_template_name'));
  const level = score === 'RED' || score === 'YELLOW' ? 'warning' : 'over';
  return withDetail({ topic: `${topic}/quality`, level, event: `QUALITY_${score}` }, joined(name));
}

function templateOf(value: unknown): string | undefined {
  const id = identifier(field(value, 'message_template_id'), 60);
  return id && `template/${id}`;
}
