import { TriangleAlert } from 'lucide-react';
import type { Message } from '#libs/contracts';
import { useChannelKind } from '../../api/channel-kinds.js';
import { type TextId, t } from '../../i18n/texts.js';

const texts: Record<string, TextId> = {
  unauthenticated: 'flag.unauthenticated',
  'not-a-participant': 'flag.not-a-participant',
  unparsed: 'flag.unparsed',
  unsupported: 'flag.unsupported',
  truncated: 'flag.truncated',
};
/** Of these the message as it came in says more than we could. */
const hasRaw = new Set(['unparsed', 'truncated', 'unsupported', 'unauthenticated', 'not-a-participant']);

/** Doubts about who sent a message, or about what of it could be shown. */
export function MessageFlags({ message: { id, ticketId, flags, channelType } }: { message: Message }) {
  const keepsOriginal = useChannelKind(channelType)?.capabilities.keepsOriginal;
  const known = flags.filter((flag) => texts[flag]);
  if (known.length === 0) return null;
  const showsRaw =
    known.some((flag) => flag === 'unparsed' || flag === 'truncated') ||
    (keepsOriginal && known.some((flag) => hasRaw.has(flag)));
  return (
    <div className="flagged" role="note">
      <TriangleAlert className="icon small" aria-hidden style={{ marginBlockStart: 2 }} />
      <span>
        {known.map((flag) => t(texts[flag]!)).join(' ')}{' '}
        {showsRaw && (
          <a href={`/api/v1/tickets/${ticketId}/messages/${id}/raw`} download>
            {t('flag.raw')}
          </a>
        )}
      </span>
    </div>
  );
}
