/** What the shop's page says in the attributes of the script tag. */
export interface PageSettings {
  /** Origin that serves the panel: the one the script came from. */
  origin: string;
  channelId: string;
  identity: string | null;
  locale: string;
  accent: string | null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads the script tag; null when it does not name a channel or did not come over http. */
export function readPageSettings(script: HTMLScriptElement, page: Document): PageSettings | null {
  const { channel = '', identity, locale, accent } = script.dataset;
  // The browser has resolved and normalised it.
  const origin = /^https?:\/\/[^/@]+/.exec(script.src)?.[0];
  if (!origin || !uuid.test(channel)) return null;
  return {
    origin,
    channelId: channel.toLowerCase(),
    identity: identity || null,
    locale: locale || page.documentElement.lang || navigator.language,
    accent: colour(accent),
  };
}

/** A colour as six hex digits, else null: nothing else gets near a style. */
export function colour(value: unknown): string | null {
  return typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value) ? value : null;
}
