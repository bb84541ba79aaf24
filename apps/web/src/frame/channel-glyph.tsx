import { Mail, MessageCircle, MessageSquare, Send } from 'lucide-react';
import { type TextId, t } from '../i18n/texts.js';
import { classes } from '../lib/join-classes.js';

const names: Record<string, TextId> = {
  widget: 'channel.widget',
  email: 'channel.email',
  whatsapp: 'channel.whatsapp',
  telegram: 'channel.telegram',
};

export const channelName = (type: string): string => (names[type] ? t(names[type]) : type);

interface ChannelGlyphProps {
  type: string;
  size?: 'small' | 'tiny';
  /** Said by the words beside it. */
  isSilent?: boolean;
}

/** Which channel, as a small sign in its ink. */
export function ChannelGlyph({ type, size = 'small', isSilent = false }: ChannelGlyphProps) {
  const name = channelName(type);
  return (
    <span
      className={classes('channel', `ink-${type}`)}
      style={{ flex: 'none' }}
      role={isSilent ? undefined : 'img'}
      aria-label={isSilent ? undefined : name}
      aria-hidden={isSilent}
      title={name}
    >
      <Drawing type={type} className={`icon ${size}`} />
    </span>
  );
}

function Drawing({ type, className }: { type: string; className: string }) {
  if (type === 'email') return <Mail className={className} aria-hidden />;
  if (type === 'telegram') return <Send className={className} aria-hidden />;
  if (type === 'widget') return <MessageCircle className={className} aria-hidden />;
  if (type !== 'whatsapp') return <MessageSquare className={className} aria-hidden />;
  return (
    <svg
      className={className}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d="M12 3a9 9 0 0 0-7.8 13.5L3 21l4.6-1.2A9 9 0 1 0 12 3z" />
      <path d="M8.8 8.6c-.4 3.2 3.2 7 6.6 6.7l.9-1.6-2-1.1-1 .8a5.5 5.5 0 0 1-2.3-2.4l.8-1-1.1-2z" />
    </svg>
  );
}
