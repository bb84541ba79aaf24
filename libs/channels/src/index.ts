export * from './define-channel.js';
export * from './find-channel.js';
import './channel.entity.js';
export { noteAlert } from './channel-alerts.js';
export { noteTemplate, requestTemplateSync } from './templates/note-template.js';
export { type PreparedTemplate, prepareTemplate } from './templates/prepare-template.js';
export { channelRows } from './channels.queries.js';
export {
  type ListedChannel,
  listChannels,
  noteChannelWorks,
  noteSendResult,
  showChannelError,
} from './watch-channels.js';
export * from './channels.module.js';
export { labelOf, textsOf } from './describe-kind.js';
export * from './manage-channels.js';
export { newReplyToken, ownMessageId, readReplyAddress } from './adapters/email/mail-ids.js';
export { describeMailboxError } from './adapters/email/check-server.js';
export { ConcurrencyLimit } from './adapters/email/concurrency-limit.js';
export { readSubject } from './adapters/email/inbound/folding/mail-subject.js';
export { closeMailThreads, openMailThreads } from './adapters/email/inbound/parse-pool.js';
export { describeSettings, settingsForm } from './settings/settings-form.js';
export { maskSettings, sealSettings, splitSecrets } from './settings/seal-settings.js';
export { languageOfText } from './language/language-of-text.js';
export { readDelivery } from './wire/meta/app-hook.js';
export { challengeOf } from './wire/meta/webhook.js';
export { textLimitBroken } from './text-limit.js';
export { mergeSettings, validSettings } from './settings/merge-settings.js';
