import type { MailAddress, Message } from '#libs/contracts';
import { t } from '../../i18n/texts.js';

const mostShown = 4;

/** Whom a mail names beside its sender, and where it asks for answers. */
export function MailAddresses({ message: { to, cc, replyTo } }: { message: Message }) {
  if (to.length === 0 && cc.length === 0 && !replyTo) return null;
  return (
    <dl className="mail-addresses">
      {replyTo && <Line title={t('message.reply-to')} addresses={[{ address: replyTo }]} />}
      {to.length > 0 && <Line title={t('message.to')} addresses={to} />}
      {cc.length > 0 && <Line title={t('message.cc')} addresses={cc} />}
    </dl>
  );
}

function Line({ title, addresses }: { title: string; addresses: MailAddress[] }) {
  const hidden = addresses.length - mostShown;
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        <Addresses addresses={addresses.slice(0, mostShown)} />
        {hidden > 0 && (
          <details>
            <summary>{t('message.more-addresses', { count: hidden })}</summary>
            <Addresses addresses={addresses.slice(mostShown)} />
          </details>
        )}
      </dd>
    </div>
  );
}

/** The address itself, since a name may pretend to be another. */
const Addresses = ({ addresses }: { addresses: MailAddress[] }) =>
  addresses.map(({ address, name }) => (
    <bdi key={address} dir="ltr" title={name}>
      {address}
    </bdi>
  ));
