import { contactVector } from '#libs/contacts';
import { wordsVersion } from '#libs/platform';
import type { DemoLocale } from './demo-texts.js';
import { type DemoWorld, idAt, iso } from './demo-world.js';
import { nameOf } from './name-of.js';

/** Kinds of addresses, as identities have them. */
export type AddressKind = 'email' | 'phone' | 'visitor' | 'telegram';

export interface DemoContact {
  id: string;
  name: string;
  /** As a letter begins. */
  givenName: string;
  locale: DemoLocale;
  timeZone: string;
  city: string;
  country: string;
  email: string;
  phone: string;
  visitorId: string;
  telegramId: string;
  createdAt: number;
  /** Kinds of address that the shop knows of them. */
  known: Set<AddressKind>;
}

const hosts = ['mail.example', 'post.example', 'inbox.example', 'letters.example'];

/** The people of a language, each once, then again in other towns with other addresses. */
export class ContactBook {
  readonly all: DemoContact[] = [];
  private readonly drawn = new Map<DemoLocale, number>();

  constructor(private readonly world: DemoWorld) {}

  /** A new contact, or now and then one who has written before. */
  someone(locale: DemoLocale, at: number): DemoContact {
    const { random } = this.world;
    const known = this.all.filter((contact) => contact.locale === locale);
    return known.length > 8 && random.chance(0.3) ? random.pick(known) : this.newcomer(locale, at);
  }

  newcomer(locale: DemoLocale, at: number): DemoContact {
    const { random, languages } = this.world;
    const { people, places, phone } = languages[locale];
    const count = this.drawn.get(locale) ?? 0;
    this.drawn.set(locale, count + 1);
    const { name, mailName, address } = nameOf(people, count);
    const place = random.pick(places);
    const contact: DemoContact = {
      id: idAt(this.world, at),
      name,
      givenName: address,
      locale,
      timeZone: place.zone,
      city: place.city,
      country: place.country,
      email: `${mailName}@${hosts[count % hosts.length]}`,
      phone: phone.replace(/#+/, (signs) => String(count).padStart(signs.length, '0').slice(-signs.length)),
      visitorId: idAt(this.world, at),
      telegramId: String(5_200_000_000 + this.all.length * 7_919),
      createdAt: at,
      known: new Set(),
    };
    this.all.push(contact);
    return contact;
  }

  contactRows(): object[] {
    return this.all.map((contact) => ({
      workspace_id: this.world.workspaceId,
      id: contact.id,
      name: contact.name,
      locale: contact.locale,
      // As learnt from the browser of those who came by the chat; a phone's country is read from its number.
      time_zone: contact.known.has('visitor') ? contact.timeZone : null,
      words: contactVector(
        contact.name,
        [...contact.known].map((kind) => ({ kind, value: addressOf(contact, kind) })),
      ),
      words_version: wordsVersion,
      created_at: iso(contact.createdAt),
    }));
  }

  /** A provider verifies a phone number and its own id, a sender's domain most mail; nothing verifies a visitor. */
  identityRows(): object[] {
    return this.all.flatMap((contact) =>
      [...contact.known].map((kind) => ({
        workspace_id: this.world.workspaceId,
        id: idAt(this.world, contact.createdAt),
        contact_id: contact.id,
        kind,
        value: addressOf(contact, kind),
        verified:
          kind === 'phone' || kind === 'telegram' || (kind === 'email' && !contact.email.endsWith('letters.example')),
        channel_type: { email: 'email', phone: 'whatsapp', visitor: 'widget', telegram: 'telegram' }[kind],
        created_at: iso(contact.createdAt),
        last_seen_at: iso(contact.createdAt),
      })),
    );
  }
}

export const addressOf = (contact: DemoContact, kind: AddressKind): string =>
  ({ email: contact.email, phone: contact.phone, visitor: contact.visitorId, telegram: contact.telegramId })[kind];
