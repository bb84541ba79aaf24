import { Forward, Megaphone, Reply, ShoppingBag } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageReference } from '#libs/contracts';
import { joined } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { MessageText } from './message-text.js';

/** What a message refers to, above its words: where it came from, and the message that it answers. */
export function Reference({ about }: { about: MessageReference | null }) {
  if (!about) return null;
  const { quoted, forwarded, ad, product } = about;
  const origin = forwarded?.from
    ? t('message.forwarded-from', { name: `\u2068${forwarded.from}\u2069` })
    : t(forwarded?.often ? 'message.forwarded-often' : 'message.forwarded');
  return (
    <>
      {forwarded && <Line icon={<Forward className="icon tiny" aria-hidden />}>{origin}</Line>}
      {ad && (
        <Line icon={<Megaphone className="icon tiny" aria-hidden />}>
          {t('message.from-ad')} <bdi>{joined([ad.title, ad.text].filter((part) => part !== null))}</bdi>{' '}
          {ad.url && <MessageText text={ad.url} />}
        </Line>
      )}
      {product && (
        <Line icon={<ShoppingBag className="icon tiny" aria-hidden />}>
          {t('message.about-product')} <bdi>{product.id}</bdi>
        </Line>
      )}
      {quoted && <Quoted quoted={quoted} />}
    </>
  );
}

const Line = ({ icon, children }: { icon: ReactNode; children: ReactNode }) => (
  <div className="refers">
    {icon}
    <span className="grow">{children}</span>
  </div>
);

/** The words that it answers; without words they are a file’s, or were taken back. */
function Quoted({ quoted: { text, author } }: { quoted: NonNullable<MessageReference['quoted']> }) {
  const words = text?.trim();
  return (
    <blockquote className="refers answered" aria-label={t('message.answers')}>
      <Reply className="icon tiny" aria-hidden />
      <span className="grow">
        {author && <bdi className="author">{author}</bdi>}
        {words ? (
          <span className="words" dir="auto">
            {words}
          </span>
        ) : (
          <span>{t('message.answers-earlier')}</span>
        )}
      </span>
    </blockquote>
  );
}
