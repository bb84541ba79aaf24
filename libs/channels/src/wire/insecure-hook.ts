import type { Installation, SetUpStep } from '../define-channel.js';

/** Warns that a provider on the internet delivers to https addresses alone. A stand-in on http takes any. */
export const insecureHook = (settings: { apiBaseUrl: string }, { publicUrl }: Installation): SetUpStep[] =>
  publicUrl.startsWith('http:') && settings.apiBaseUrl.startsWith('https:')
    ? [{ name: 'insecure', level: 'warning', values: { url: publicUrl, setting: 'PUBLIC_URL' } }]
    : [];
