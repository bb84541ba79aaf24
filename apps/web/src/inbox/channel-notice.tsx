import { Unplug } from 'lucide-react';
import type { ChannelTrouble } from '../api/channel-trouble.js';
import { isolated } from '../i18n/format.js';
import { t } from '../i18n/texts.js';

/** Says before something is written that it may not arrive. */
export function ChannelNotice({ name, trouble }: { name: string; trouble: ChannelTrouble }) {
  if (!trouble) return null;
  return (
    <div className="composer-notice bad" role="status">
      <Unplug className="icon small" aria-hidden />
      <span className="grow">
        {t(trouble === 'off' ? 'notice.channel-off' : 'notice.channel-error', { channel: isolated(name) })}
      </span>
    </div>
  );
}
