import type { z } from 'zod';
import type { ChannelKind } from '#libs/contracts';
import { type Locales, type Texts, readLocales } from '#libs/platform';
import type { ChannelAdapter } from './define-channel.js';
import { describeSettings } from './settings/settings-form.js';

const read = new Map<string, Locales<Texts>>();

/** An adapter's texts in the language of `locale`. */
export function textsOf({ texts: { href } }: Pick<ChannelAdapter, 'texts'>, locale: string | undefined): Texts {
  let locales = read.get(href);
  if (!locales) read.set(href, (locales = readLocales(new URL(href))));
  return locales.of(locale).texts;
}

/** The label of a kind of channel, for customers and agents. */
export const labelOf = (adapter: ChannelAdapter, locale: string): string => textsOf(adapter, locale)['label']!;

/** The description of a kind of channel for the agents' app. */
export function describeKind(adapter: ChannelAdapter, locale: string | undefined): z.infer<typeof ChannelKind> {
  const {
    type,
    glyph,
    ink,
    capabilities,
    settings,
    snippet,
    check,
    connect,
    setsWebhook,
    alerts = [],
    steps = [],
  } = adapter;
  const texts = textsOf(adapter, locale);
  return {
    type,
    label: texts['label']!,
    glyph,
    ink,
    capabilities,
    settings: describeSettings(settings, texts),
    snippet: snippet ?? null,
    canCheck: check !== undefined,
    canConnect: connect !== undefined,
    setsWebhook: setsWebhook ?? false,
    alerts: inWords('alert', alerts, texts),
    steps: inWords('step', steps, texts),
  };
}

const inWords = (group: string, names: readonly string[], texts: Texts): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, texts[`${group}.${name}`]!]));
