import { useQuery } from '@tanstack/react-query';
import { Globe, type LucideIcon, Mail, Phone } from 'lucide-react';
import type { Contact, Ticket } from '#libs/contracts';
import { call } from '../../api/call.js';
import { keys } from '../../api/query-client.js';
import { Avatar } from '../../frame/avatar.js';
import { ChannelGlyph } from '../../frame/channel-glyph.js';
import { languageName } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { useMinute } from '../../lib/now.js';
import { localTime } from './local-time.js';

/** The contact and all their known addresses; of one who has not answered yet only the address that was written to. */
export function ContactSection({ ticket }: { ticket: Ticket }) {
  const { contact: brief } = ticket;
  const { data: contact } = useQuery({
    queryKey: keys.contact(brief.id),
    queryFn: ({ signal }) => call('getContact', { params: { contactId: brief.id } }, { signal }),
    enabled: brief.known,
    staleTime: 60_000,
  });
  const now = useMinute();
  const name = brief.name ?? t('contact.visitor');
  const lang = contact?.locale ?? ticket.locale ?? undefined;
  const facts = [
    contact?.timeZone && localTime(contact.timeZone, now),
    lang && languageName(lang.split('-')[0]!),
  ].filter(Boolean);
  return (
    <section className="section" aria-label={t('context.contact')}>
      <div className="row" style={{ gap: 11 }}>
        <Avatar name={brief.name} lang={lang} size="large" />
        <div className="grow">
          <div className="bold cut" style={{ fontSize: 14 }}>
            <bdi lang={lang}>{name}</bdi>
          </div>
          {facts.map((fact) => (
            <div key={fact} className="meta">
              {fact}
            </div>
          ))}
        </div>
      </div>
      {!brief.known && (
        <p className="meta" style={{ marginBlockStart: 10 }}>
          {t('contact.unknown-yet')}
        </p>
      )}
      <div style={{ marginBlockStart: 10 }}>
        {contact?.identities.map((identity) => (
          <Identity key={`${identity.kind}-${identity.value}`} identity={identity} />
        ))}
      </div>
    </section>
  );
}

/** Kinds of address that several channels share. */
const sharedKinds: Record<string, LucideIcon> = { email: Mail, phone: Phone };

function Identity({ identity: { kind, value, verified, channelType } }: { identity: Contact['identities'][number] }) {
  const Sign = sharedKinds[kind] ?? Globe;
  return (
    <div className="entry">
      {channelType ? <ChannelGlyph type={channelType} /> : <Sign className="icon small" aria-hidden />}
      <span className="cut grow numbers" title={value}>
        <bdi dir="ltr">{value}</bdi>
      </span>
      <span className="meta">{t(verified ? 'contact.verified' : 'contact.unverified')}</span>
    </div>
  );
}
