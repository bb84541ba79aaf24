import { i18n } from '@lingui/core';
import { reason } from '#reasons';
import { readReasonsFor, reasonText } from './reason-text.js';

const shown = (text: string) => reasonText(text).replace(/[\u2068\u2069]/g, '');

async function speak(locale: 'de' | 'en'): Promise<void> {
  const { default: messages } = await import('./locales/de/reasons.json', { with: { type: 'json' } });
  i18n.loadAndActivate({ locale, messages: locale === 'de' ? messages : {} });
  await readReasonsFor(locale);
}

describe('why a message was not sent', () => {
  it('is read in German, the provider’s own words as they are', async () => {
    await speak('de');
    expect(shown(reason('text-too-long', { platform: 'WhatsApp', max: 4_096 }))).toBe(
      'WhatsApp nimmt höchstens 4096 Zeichen an',
    );
    expect(shown(reason('window-closed', { why: 'WhatsApp: {count} of #131047\nRe-engagement' }))).toBe(
      'Das 24-Stunden-Fenster für Antworten ist geschlossen. WhatsApp: {count} of #131047\nRe-engagement',
    );
    expect(reasonText(reason('mail-answered', { why: '550 no' }))).toBe(
      'Der Mailserver antwortete: \u2068550 no\u2069',
    );
  });

  it('is read in German where one reason holds another, as deep as we write', async () => {
    await speak('de');
    const inner = reason('address-refused-why', { why: reason('private-address') });
    expect(shown(inner)).toBe(
      'Die Adresse des Anbieters ist nicht erlaubt: sie ist privat, und ALLOWED_PRIVATE_HOSTS nennt sie nicht',
    );
    expect(shown('Could not be read: '.repeat(200))).toBe(
      'Konnte nicht gelesen werden: '.repeat(3) + 'Could not be read: '.repeat(197),
    );
  });

  it.each(['WhatsApp: (#131026) Message undeliverable', 'The loft is {full}', '<b>no</b>', ''])(
    'is shown as it came when it is not ours: %j',
    async (text) => {
      await speak('de');
      expect(reasonText(text)).toBe(text);
    },
  );

  it('is shown as it came in English', async () => {
    await speak('en');
    expect(reasonText(reason('not-reached'))).toBe('The provider could not be reached');
  });
});
