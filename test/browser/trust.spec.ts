import { randomInt, randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { textFrom } from '../../apps/playground/server/graph-api/index.js';
import { Canary } from '../e2e/trust/support/canary.js';
import { launchChromium } from '../support/chromium.js';
import type { Client } from '../support/client.js';
import { inBatches } from '../support/in-batches.js';
import { InboxPage } from '../support/inbox-page.js';
import { describeWith } from '../support/machine.js';
import { postMail } from '../support/mail/post-mail.js';
import { writeMultipart } from '../support/mail/write-mail.js';
import { openShop, type ShopPage } from '../support/shop-page.js';
import { until } from '../support/until.js';
import { visit } from '../support/visitor.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { type WhatsappChannel, whatsappChannel } from '../support/whatsapp-channel.js';

/** Ways to run a script or to have a picture fetched, each of which would call the canary. */
const vectorsTo = (canary: string): string[] => {
  const run = `fetch('${canary}/run')`;
  return [
    `<script>${run}</script>`,
    `<scr<script>ipt>${run}</scr</script>ipt>`,
    `<img src=x onerror="${run}">`,
    `<svg onload="${run}"></svg>`,
    `<svg><script>${run}</script></svg>`,
    `<math><mtext><table><mglyph><style><img src=x onerror="${run}"></style></mglyph></table></mtext></math>`,
    `<iframe srcdoc="<script>${run}</script>"></iframe>`,
    `<a href="javascript:${run}" id=go>go</a>`,
    `<a href="&#106;avascript:${run}">go</a>`,
    `<details open ontoggle="${run}">`,
    `<input autofocus onfocus="${run}">`,
    `<video src=x onerror="${run}">`,
    `<body onload="${run}">`,
    `<object data="data:text/html,<script>${run}</script>"></object>`,
    `"><img src=x onerror="${run}">`,
    `'-${run}-'`,
    `\`\${${run}}\``,
    `{{constructor.constructor("${run}")()}}`,
    `<noscript><p title="</noscript><img src=x onerror=${run}>">`,
    `<template><img src=x onerror="${run}"></template>`,
    `<style>@import "${canary}/css"; *{background:url(${canary}/bg)}</style>`,
    `<img src="${canary}/img"><img srcset="${canary}/set 2x"><table background="${canary}/table"><tr><td style="background-image:url('${canary}/td')">x</td></tr></table>`,
    `<video poster="${canary}/poster"></video><audio src="${canary}/audio"></audio><embed src="${canary}/embed"><link rel=stylesheet href="${canary}/link"><link rel=prefetch href="${canary}/prefetch"><meta http-equiv=refresh content="0;url=${canary}/meta"><base href="${canary}/"><input type=image src="${canary}/input">`,
    `<svg><image href="${canary}/svg"/><feImage href="${canary}/fe"/><use href="${canary}/use#a"/></svg>`,
    `<div style="position:fixed;inset:0;z-index:99999;background:red">overlay</div><form action="${canary}/form"><button>Sign in</button></form>`,
    `<a id=config name=waypost>x</a><form id=document name=body></form>`,
    `![](${canary}/markdown) [x](javascript:${run})`,
  ];
};

describeWith('chromium', 'what strangers write, in a browser', () => {
  let waypost: TestWaypost;
  let browser: Browser;
  let whatsapp: WhatsappChannel;
  let shop: ShopPage;
  let canary: Canary;
  let admin: Client;
  let account: { email: string; password: string };
  let widgetId: string;
  let inbox: InboxPage | undefined;
  let vectors: string[];
  beforeAll(async () => {
    canary = await Canary.listen();
    vectors = vectorsTo(canary.url);
    [waypost, browser] = await Promise.all([startWaypost(), launchChromium()]);
    const made = await waypost.workspace();
    ({ admin } = made);
    account = made;
    whatsapp = await whatsappChannel(admin, {}, { name: vectors[2] });
    await admin.post('/api/v1/channels', {
      type: 'email',
      name: vectors[0]!.slice(0, 80),
      settings: { address: 'support@trust.example', smtpHost: '127.0.0.1', smtpPort: 9 },
    });
    widgetId = (
      await admin.post<{ id: string }>('/api/v1/channels', {
        type: 'widget',
        name: vectors[2]!.slice(0, 80),
        settings: { greeting: vectors[2]!.slice(0, 120) },
      })
    ).body.id;
    shop = await openShop(waypost.url);
  }, 120_000);
  afterEach(() => inbox?.close());
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
    await whatsapp?.graph.close();
    await waypost?.close();
    await canary?.close();
  });

  const quiet = () => {
    expect(inbox?.complaints.filter((text) => text.startsWith('dialog'))).toEqual([]);
    expect([canary.hits, canary.connections]).toEqual([[], 0]);
  };

  it('A01 A06 A07 no vector in a mail runs, is fetched or covers the page', async () => {
    const html = vectors.map((vector, n) => `<p>part ${n}</p>${vector}`).join('') + '<p>the end of the mail</p>';
    await postMail(
      waypost.config.smtpPort,
      writeMultipart(
        'alternative',
        [
          { type: 'text/plain', body: vectors.join('\n') },
          { type: 'text/html; charset=utf-8', body: html },
        ],
        {
          From: `"${vectors[2]!.replaceAll('"', '\\"')}" <ann@buyer.example>`,
          Subject: `Vectors ${vectors[2]}`,
          To: 'support@trust.example',
          'Message-ID': `<${randomUUID()}@x.example>`,
        },
      ),
      'support@trust.example',
    );
    inbox = await InboxPage.signedIn(browser, waypost.url, account);
    const { page } = inbox;
    await inbox.row('Vectors').click();
    const frame = page.frameLocator('iframe');
    await frame.getByText('part 0', { exact: true }).waitFor();
    await page.waitForTimeout(1_000);
    expect(
      await frame
        .locator(
          'script, iframe, object, embed, link, meta[http-equiv=refresh], base, form, input, video, audio, svg, ' +
            'style:not(:first-of-type), [onerror], [onload], [id], [name]',
        )
        .count(),
    ).toBeLessThanOrEqual(1);
    const sandbox = (await page.locator('iframe').getAttribute('sandbox')) ?? 'none';
    expect(sandbox).not.toMatch(/none|allow-scripts|allow-forms|allow-top-navigation(?!-by)/);
    for (const rel of await frame
      .locator('a[href]')
      .evaluateAll((links) => links.map((link) => String((link as unknown as { rel: string }).rel))))
      expect(rel).toMatch(/noopener.*noreferrer/);
    const box = (await page.locator('iframe').boundingBox())!;
    const top = await page.evaluate(
      `document.elementFromPoint(${Math.max(1, box.x - 40)}, ${Math.max(1, box.y + 20)})?.tagName`,
    );
    expect(top).not.toBe('IFRAME');
    quiet();
  }, 90_000);

  it('A01 A04 no vector in a chat, a name or a file’s name runs, in the inbox', async () => {
    const phone = `4917${randomInt(1e7, 9e7)}`;
    for (const batch of inBatches(vectors.map((vector) => textFrom({ phone, name: vectors[2]! }, vector))))
      await whatsapp.graph.deliver(batch);
    const visitor = await visit(waypost.url, widgetId);
    const names = [
      '"><img src=x onerror=1>.png',
      `<img src=x onerror="fetch('${canary.url}')">.pdf`,
      '</a><script>alert(1)</script>.txt',
    ];
    const files = await Promise.all(names.map((name) => visitor.upload(name, 'bytes', 'image/svg+xml')));
    await visitor.write('files of a stranger', { attachmentIds: files.map(({ body }) => body.id) });
    inbox = await InboxPage.signedIn(browser, waypost.url, account);
    const { page } = inbox;
    await inbox.row('onerror').first().waitFor();
    for (const row of [inbox.row('javascript').first(), inbox.row('files of a stranger').first()]) {
      await row.click();
      await inbox.messages.waitFor();
      await page.waitForTimeout(400);
    }
    await inbox.messages.getByText('files of a stranger').waitFor();
    expect(await inbox.messages.textContent()).toContain('onerror=1>.png');
    expect(await inbox.messages.locator('img[src="x"], script, svg[onload]').count()).toBe(0);
    quiet();
  }, 90_000);

  it('A01 no vector in what colleagues write runs, in the inbox and in the settings', async () => {
    await admin.post('/api/v1/teams', { name: vectors[2]!.slice(0, 80) });
    await admin.post('/api/v1/agents', { email: 'vector@shop.example', name: vectors[2]!.slice(0, 80), role: 'agent' });
    for (const [n, body] of vectors.slice(0, 6).entries()) {
      await admin.post('/api/v1/saved-replies', {
        name: body.slice(0, 120),
        shortcut: `v${n}`,
        variants: [{ locale: 'en', body }],
      });
      await admin.post('/api/v1/articles', { locale: 'en', title: body.slice(0, 200), body, published: true });
    }
    inbox = await InboxPage.signedIn(browser, waypost.url, account);
    const { page } = inbox;
    for (const screen of [
      '/settings',
      '/settings/channels',
      '/settings/teams',
      '/settings/agents',
      '/settings/replies',
      '/settings/articles',
      '/settings/stores',
      '/settings/sla',
      '/dashboard',
    ]) {
      await inbox.go(screen);
      await page.waitForTimeout(300);
      expect(await page.locator('main img[src="x"], main script').count()).toBe(0);
    }
    quiet();
  }, 90_000);

  it('A01 A09 no vector runs in the widget, and its page takes no messages of strangers', async () => {
    const context = await browser.newContext({ locale: 'en' });
    const page = await context.newPage();
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(
      shop.url(widgetId, { attributes: { 'data-accent': `url(${canary.url})`, 'data-locale': 'javascript:alert(1)' } }),
    );
    await page.locator('waypost-widget button').click();
    const panel = page.frameLocator('waypost-widget iframe');
    await panel.locator('.wf .big').click();
    await panel.locator('textarea').fill('hello from the shop');
    await panel.locator('textarea').press('Enter');
    const ticket = await until('the ticket', async () =>
      (await admin.get<{ items: { id: string; subject: string }[] }>('/api/v1/tickets?limit=20')).body.items.find(
        ({ subject }) => subject.includes('hello from the shop'),
      ),
    );
    for (const vector of vectors)
      await admin.post(`/api/v1/tickets/${ticket.id}/messages`, { text: vector, visibility: 'public' });
    await panel.getByText('javascript:').last().waitFor();
    await page.evaluate(
      `for (const type of ['open', 'close', 'navigate', 'eval', '__proto__'])
        window.postMessage(
          { waypost: 1, type, url: 'javascript:alert(1)', html: '<img src=x onerror=alert(1)>' }, '*')`,
    );
    await page.waitForTimeout(500);
    expect(await panel.locator('.said script, .said img[src="x"], .said svg[onload], .said iframe').count()).toBe(0);
    for (const href of await panel
      .locator('a[href]')
      .evaluateAll((links) => links.map((link) => String((link as unknown as { href: string }).href))))
      expect(href).toMatch(/^https?:/);
    expect(dialogs).toEqual([]);
    expect([canary.hits, canary.connections]).toEqual([[], 0]);
    await context.close();
  }, 90_000);

  it('A38 signing in leads to a page of ours, whatever `next` says', async () => {
    for (const next of [
      '//evil.example',
      '/\\evil.example',
      'https:evil.example',
      'javascript:alert(1)',
      '%09//evil.example',
    ]) {
      inbox = await InboxPage.open(browser, waypost.url, { path: `/sign-in?next=${next}` });
      await inbox.signIn(account.email, account.password);
      expect([next, new URL(inbox.page.url()).origin]).toEqual([next, waypost.url]);
      expect(inbox.complaints.filter((text) => text.startsWith('dialog'))).toEqual([]);
      await inbox.close();
    }
  }, 120_000);
});
