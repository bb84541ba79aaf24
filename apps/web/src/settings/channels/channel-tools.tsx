import type { Channel } from '#libs/contracts';
import type { ChannelKind } from '../../api/channel-kinds.js';
import { t } from '../../i18n/texts.js';
import { CopyField } from '../form/copy-field.js';
import { useMay } from '../../session/may.js';
import { CheckChannel } from './check-channel.js';

/** What is set at the provider or put into the shop's page, and a try of the credentials. */
export function ChannelTools({ channel: { id, webhookUrl }, kind }: { channel: Channel; kind: ChannelKind }) {
  const snippet = kind.snippet?.replace('{origin}', location.origin).replace('{channelId}', id);
  const may = useMay('admin');
  return (
    <div className="tools">
      {webhookUrl && <CopyField label={t('channels.webhook')} hint={t('channels.webhook-hint')} value={webhookUrl} />}
      {snippet && <CopyField label={t('channels.snippet')} hint={t('channels.snippet-hint')} value={snippet} />}
      {kind.canCheck && may && <CheckChannel channelId={id} />}
    </div>
  );
}
