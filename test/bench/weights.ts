import { readdirSync, statSync } from 'node:fs';

export interface Weights {
  launcher: number;
  chat: number;
}

const built = 'dist/apps/widget';
const sizeOf = (name: string): number => statSync(`${built}/${name}.br`).size;
const isLocale = (name: string): boolean => /^(en|zh|de|fr|es|ar)-/.test(name);

/** What a shopper's browser fetches, as it is served: brotli. */
export function widgetWeights(): Weights {
  const assets = readdirSync(`${built}/assets`).filter((name) => /\.(js|css)$/.test(name));
  const launcher = sizeOf('widget.js');
  const shared = assets
    .filter((name) => !isLocale(name))
    .reduce((sum, name) => sum + sizeOf(`assets/${name}`), sizeOf('panel.html'));
  const heaviest = Math.max(...assets.filter(isLocale).map((name) => sizeOf(`assets/${name}`)));
  return { launcher, chat: launcher + shared + heaviest };
}
