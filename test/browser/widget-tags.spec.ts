import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/chromium.js';
import { describeWith } from '../support/machine.js';
import { until } from '../support/until.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';

describeWith('chromium', 'two tags of the widget on one page', () => {
  let waypost: TestWaypost;
  let browser: Browser;
  let channels: string[];
  let html = '';
  const shop = createServer((_, response) => void response.setHeader('content-type', 'text/html').end(html));
  beforeAll(async () => {
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
    [waypost, browser] = await Promise.all([startWaypost({ parts: 'api' }), launchChromium()]);
    const { admin } = await waypost.workspace();
    const add = (name: string) => admin.post<{ id: string }>('/api/v1/channels', { type: 'widget', name });
    channels = (await Promise.all(['One', 'Two'].map(add))).map(({ body }) => body.id);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    shop.close();
    await waypost?.close();
  });

  /** Loads a page with a tag for each channel; returns what the widget has said on the console. */
  async function warnings(ids: string[], type: string): Promise<string[]> {
    const page = await browser.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    const tags = ids.map(
      (id) => `<script type="${type}" src="${waypost.url}/widget.js" data-channel="${id}"></script>`,
    );
    html = `<!doctype html><body>${tags.join('')}</body>`;
    await page.goto(`http://127.0.0.1:${(shop.address() as AddressInfo).port}/`);
    await page.locator('waypost-widget button').waitFor();
    await until('both have run', async () => page.evaluate(`document.readyState === 'complete'`));
    expect(await page.locator('waypost-widget').count()).toBe(1);
    await page.close();
    return said.filter((text) => text.startsWith('waypost'));
  }

  it.each(['module', 'text/javascript'])('with two channels say so on the console: %s', async (type) => {
    expect(await warnings(channels, type)).toEqual(['waypost: this page already shows another channel']);
  });

  it.each(['module', 'text/javascript'])('with one channel say nothing: %s', async (type) => {
    expect(await warnings([channels[0]!, channels[0]!.toUpperCase()], type)).toEqual([]);
  });
});
