import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A shop's page on an origin of its own, with the widget in it. */
export interface ShopPage {
  origin: string;
  /** The page with the widget of this channel; `more` are further attributes of the script tag. */
  url(channelId: string, more?: { lang?: string; attributes?: Record<string, string> }): string;
  /** A page of it with nothing in it. */
  emptyPage: string;
  close(): Promise<void>;
}

/** A frame that a careless shop embeds: it speaks to every window it can reach as if it were the widget. */
const meddler = `<!doctype html><p></p><script>
  const types = ['close', 'logout', 'hide', 'unread'];
  const say = (to) => types.forEach((type) => to.postMessage({ waypost: 1, type, count: 7 }, '*'));
  say(parent);
  for (let n = 0; n < parent.frames.length; n += 1) say(parent.frames[n]);
  document.querySelector('p').textContent = 'said';
</script>`;

const escape = (text: string) => text.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Serves the shop. Its policy is as strict as a careful shop's: the widget needs no inline script or style of it. */
export async function openShop(widgetOrigin: string): Promise<ShopPage> {
  const server = createServer((request, response): void => {
    if (request.url === '/meddler') return void response.setHeader('content-type', 'text/html').end(meddler);
    if (request.url === '/empty') return void response.setHeader('content-type', 'text/html').end('<!doctype html>');
    const asked = new URL(request.url ?? '/', 'http://shop').searchParams;
    const lang = asked.get('lang') ?? 'en';
    const attributes = Object.entries(JSON.parse(asked.get('attributes') ?? '{}') as Record<string, string>)
      .map(([name, value]) => ` ${name}="${escape(value)}"`)
      .join('');
    const channel = escape(asked.get('channel') ?? '');
    const script = `<script async src="${widgetOrigin}/widget.js" data-channel="${channel}"${attributes}></script>`;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader(
      'content-security-policy',
      [
        "default-src 'none'",
        `script-src ${widgetOrigin}`,
        `frame-src ${widgetOrigin} 'self'`,
        "style-src 'self'",
        'img-src data:',
      ].join('; '),
    );
    response.end(
      `<!doctype html><html lang="${escape(lang)}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><head>
      <title>Havn &amp; Holm</title><meta name="viewport" content="width=device-width, initial-scale=1">
      <link rel="icon" href="data:,"></head><body>
      <main><h1>Holm teapot</h1><p id="text">Stoneware from Bornholm.</p><button id="bag">Add to bag</button></main>
      ${script}</body></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    emptyPage: `${origin}/empty`,
    url: (channelId, { lang = 'en', attributes = {} } = {}) =>
      `${origin}/?${new URLSearchParams({ channel: channelId, lang, attributes: JSON.stringify(attributes) })}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
