import { z } from 'zod';
import { maskSettings, splitSecrets } from './seal-settings.js';
import { changedDestinations, mergeSettings, missingSecrets } from './merge-settings.js';
import { destinationFields, secretFields, settingsForm } from './settings-form.js';

const schema = z.strictObject({
  address: z.email().toLowerCase().meta({ title: 'Address' }),
  token: z.string().min(1).meta({ title: 'Token', secret: true }),
  imapHost: z.string().optional(),
  imapPort: z.number().int().optional(),
  imapPassword: z.string().min(1).meta({ secret: true }).optional(),
  apiBaseUrl: z.url().default('https://api.example.com').meta({ title: 'API base URL' }),
});
const old = { address: 'a@shop.example', token: 'first', apiBaseUrl: 'https://api.example.com' };

describe('settingsForm', () => {
  test('keeps what a form needs of each field', () => {
    const { properties, required } = settingsForm(schema);
    expect(properties['token']).toMatchObject({ type: 'string', minLength: 1, title: 'Token', secret: true });
    expect(properties['apiBaseUrl']).toMatchObject({ default: 'https://api.example.com', title: 'API base URL' });
    expect(required).toEqual(['address', 'token']);
  });

  test('finds secrets, optional ones too, and destinations', () => {
    expect(secretFields(schema)).toEqual(['token', 'imapPassword']);
    expect(destinationFields(schema)).toEqual(['imapHost', 'imapPort', 'apiBaseUrl']);
  });

  test('refuses settings that are not one object', () => {
    expect(() => settingsForm(z.string())).toThrow('flat object');
  });
});

describe('maskSettings', () => {
  test('shows secrets only as set or not', () => {
    expect(maskSettings(schema, old)).toEqual({
      address: 'a@shop.example',
      token: true,
      imapPassword: false,
      apiBaseUrl: 'https://api.example.com',
    });
  });

  test('leaves out what the schema does not know', () => {
    expect(maskSettings(schema, { ...old, forgotten: 'secret of an older version' })).not.toHaveProperty('forgotten');
  });

  test('splits what is encrypted from what is not', () => {
    expect(splitSecrets(schema, old)).toEqual({
      open: { address: 'a@shop.example', apiBaseUrl: 'https://api.example.com' },
      secrets: { token: 'first' },
    });
  });
});

describe('mergeSettings', () => {
  test('lays a change over the old, null takes away', () => {
    expect(mergeSettings(schema, { ...old, imapPort: 993 }, { address: 'b@shop.example', imapPort: null })).toEqual({
      ...old,
      address: 'b@shop.example',
    });
  });

  test.each([true, false])('keeps a secret that comes back masked as %p', (masked) => {
    expect(mergeSettings(schema, old, { token: masked })).toEqual(old);
  });

  test('pollutes no prototype and leaves unknown keys for the schema to refuse', () => {
    const merged = mergeSettings(schema, old, JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 1}'));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(schema.safeParse(merged).success).toBe(false);
  });
});

describe('missingSecrets', () => {
  const both = { ...old, imapHost: 'imap.shop.example', imapPassword: 'second' };

  test.each([
    ['another base URL', { apiBaseUrl: 'https://elsewhere.example' }],
    ['another host', { imapHost: 'elsewhere.example' }],
    ['another port', { imapPort: 1143 }],
    ['a host taken away', { imapHost: null }],
    [
      'another base URL with the secrets as they were read',
      { apiBaseUrl: 'https://elsewhere.example', token: true, imapPassword: true },
    ],
  ])('%s needs every secret that is set', (_name, patch) => {
    expect(missingSecrets(schema, both, patch)).toEqual(['token', 'imapPassword']);
    expect(missingSecrets(schema, both, { ...patch, token: 'first' })).toEqual(['imapPassword']);
    expect(missingSecrets(schema, both, { ...patch, token: 'first', imapPassword: 'second' })).toEqual([]);
  });

  test('asks only for what is set', () => {
    expect(missingSecrets(schema, old, { apiBaseUrl: 'https://elsewhere.example' })).toEqual(['token']);
  });

  test.each([[{ address: 'c@shop.example' }], [{ apiBaseUrl: old.apiBaseUrl }], [{ token: 'new' }], [{}]])(
    '%p needs none',
    (patch) => {
      expect(missingSecrets(schema, both, patch)).toEqual([]);
      expect(changedDestinations(schema, both, patch)).toEqual([]);
    },
  );
});
