import type { Message } from '#libs/contracts';
import { useChannelKind } from '../../api/channel-kinds.js';
import { ChannelGlyph } from '../../frame/channel-glyph.js';
import { clockTime, fullTime } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { classes } from '../../lib/join-classes.js';
import { DeliveryState } from './delivery-state.js';

/** Author, channel and time above a message; for ours also the delivery status. */
export function MessageHead({
  message,
  isOurs,
  isAutomatic,
}: {
  message: Message;
  isOurs: boolean;
  isAutomatic: boolean;
}) {
  const { author, channelType, createdAt, editedAt, automatic, from, flags, template } = message;
  const hasSeveralSenders = useChannelKind(channelType)?.capabilities.joins === 'thread';
  const time = (
    <time className="numbers" dateTime={createdAt} title={fullTime(createdAt)}>
      {clockTime(createdAt)}
    </time>
  );
  const edited = editedAt && <span title={fullTime(editedAt)}>{t('message.edited')}</span>;
  if (isAutomatic) {
    return (
      <div className="message-head">
        <DeliveryState message={message} />
        {time}
        {automatic?.title && <span className="cut">{t('message.automatic-from', { title: automatic.title })}</span>}
        <span className="chip slim">{t('message.automatic')}</span>
      </div>
    );
  }
  if (isOurs)
    return (
      <div className="message-head">
        <DeliveryState message={message} />
        {edited}
        {time}
        {template && (
          <span className="chip slim" title={template.name}>
            {t('message.template')}
          </span>
        )}
        <span className={classes('author cut', author.name === null && 'from-app')} dir="auto">
          {author.name ?? (flags.includes('echo') ? t('message.from-app') : '')}
        </span>
      </div>
    );
  return (
    <div className="message-head">
      <span className="author cut" dir="auto" lang={message.locale ?? undefined}>
        {author.name ?? t('contact.visitor')}
      </span>
      {from && from !== author.name && hasSeveralSenders && <bdi className="cut">{from}</bdi>}
      <span className="head-channel">
        <ChannelGlyph type={channelType} size="tiny" />
      </span>
      {time}
      {edited}
      {flags.includes('automatic') && <span className="chip slim">{t('message.automatic')}</span>}
    </div>
  );
}
