import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { fileFrom, textFrom } from '../../apps/playground/server/graph-api/index.js';
import { launchChromium } from '../support/chromium.js';
import type { Client } from '../support/client.js';
import { InboxPage } from '../support/inbox-page.js';
import { describeWith } from '../support/machine.js';
import { postMail } from '../support/mail/post-mail.js';
import { writeMail } from '../support/mail/write-mail.js';
import { until } from '../support/until.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { type WhatsappChannel, whatsappChannel } from '../support/whatsapp-channel.js';
import { withOwner } from '../support/with-owner.js';

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

describeWith('chromium', 'what the inbox shows and sends', () => {
  let waypost: TestWaypost;
  let browser: Browser;
  let whatsapp: WhatsappChannel;
  let admin: Client;
  let account: { email: string; password: string };
  let inbox: InboxPage | undefined;
  let canary: Server;
  const hits: { url: string; cookie?: string; referer?: string }[] = [];
  beforeAll(async () => {
    [waypost, browser] = await Promise.all([startWaypost(), launchChromium()]);
    const made = await waypost.workspace();
    ({ admin } = made);
    account = made;
    whatsapp = await whatsappChannel(admin);
    await admin.post('/api/v1/channels', {
      type: 'email',
      name: 'Mail',
      settings: { address: 'support@content.example', smtpHost: '127.0.0.1', smtpPort: 9 },
    });
    canary = createServer((request, response) => {
      hits.push({ url: request.url ?? '', cookie: request.headers.cookie, referer: request.headers.referer });
      response.setHeader('content-type', 'image/png').end(pixel);
    });
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  }, 120_000);
  afterEach(() => inbox?.close());
  afterAll(async () => {
    await browser?.close();
    canary?.close();
    await whatsapp?.graph.close();
    await waypost?.close();
  });

  const canaryUrl = () => `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
  const customer = (name: string) => ({ phone: `4917${randomInt(1e7, 9e7)}`, name });
  const write = (name: string, text: string) => whatsapp.graph.deliver(textFrom(customer(name), text));
  const mail = (subject: string, html: string) =>
    postMail(
      waypost.config.smtpPort,
      writeMail(
        {
          Subject: subject,
          To: 'support@content.example',
          'Message-ID': `<${randomInt(1e9)}@buyer.example>`,
          'Content-Type': 'text/html; charset=utf-8',
        },
        html,
      ),
      'support@content.example',
    );
  async function signedIn(options?: Parameters<typeof InboxPage.open>[2]) {
    inbox = await InboxPage.open(browser, waypost.url, options);
    return inbox.signIn(account.email, account.password);
  }

  it('a picture that could not be fetched says so, and comes when it is tried for again', async () => {
    const kept = whatsapp.graph.memory.keep({ name: 'lid.png', contentType: 'image/png', bytes: pixel });
    const handle = whatsapp.graph.handle.bind(whatsapp.graph);
    whatsapp.graph.handle = async (request, response) =>
      request.url!.endsWith(kept.id) ? void response.writeHead(404).end() : handle(request, response);
    await whatsapp.graph.deliver(
      fileFrom({ phone: `4917${randomInt(1e7, 9e7)}`, name: 'Ines' }, kept, 'The lid is broken'),
    );
    const { page } = await signedIn();
    await inbox!.row('Ines').click();
    await page.getByText('Could not be fetched').waitFor();
    whatsapp.graph.handle = handle;
    await page.getByRole('button', { name: /^Try again for/ }).click();
    await page.locator('.picture img').waitFor();
    expect(await page.getByText('Could not be fetched').count()).toBe(0);
  }, 60_000);

  it('a hostile mail runs nothing, reaches nobody and covers nothing; its pictures come when asked for, through the server', async () => {
    await mail(
      'Hostile',
      `<p style="position:fixed;inset:0;background:red">Read <b>me</b></p><script>alert(1)</script><img src="${canaryUrl()}/tracker.png?a=1&amp;b=2" onerror="alert(2)">
      <svg onload="alert(3)"><feImage href="${canaryUrl()}/fe"/></svg><div style="background:url(${canaryUrl()}/bg)">x</div><form action="${canaryUrl()}/form"><input></form><meta http-equiv="refresh" content="0;url=${canaryUrl()}/meta"><a href="javascript:alert(4)">go</a>`,
    );
    const { page } = await signedIn();
    await inbox!.row('Hostile').click();
    const frame = page.frameLocator('iframe');
    await frame.getByText('Read me').waitFor();
    await page.waitForTimeout(800);
    expect(hits).toEqual([]);
    expect(await page.locator('iframe').getAttribute('sandbox')).not.toContain('allow-scripts');
    expect(await frame.locator('form, script, svg, meta[http-equiv=refresh], a[href^="javascript"]').count()).toBe(0);
    const { width, height } = (await page.locator('iframe').boundingBox())!;
    expect(width < 800 && height < 800).toBe(true);
    await page.getByRole('button', { name: 'Show images' }).click();
    await until('the picture is fetched', () => hits.length);
    expect(hits).toEqual([{ url: '/tracker.png?a=1&b=2', cookie: undefined, referer: undefined }]);
    expect(await frame.locator('img').evaluate((image: { naturalWidth: number }) => image.naturalWidth)).toBe(1);
    expect(inbox!.complaints.filter((text) => text.startsWith('dialog'))).toEqual([]);
    const other = await admin.get(`/api/v1/tickets/${page.url().split('/').at(-1)!.split('?')[0]}/messages`);
    const { id } = (other.body as { items: { id: string }[] }).items[0]!;
    const elsewhere = await admin.get(
      `/api/v1/tickets/${page.url().split('/').at(-1)!.split('?')[0]}/messages/${id}/remote-image?url=${encodeURIComponent(`${canaryUrl()}/other`)}`,
    );
    expect(elsewhere.status).toBe(404);
  }, 60_000);

  it('markup in names, subjects and chat texts is text', async () => {
    await write(
      '<img src=x onerror=alert(1)>',
      '<script>alert(2)</script> "onmouseover="alert(3) http://google.com?"onmouseover="alert(4)',
    );
    await signedIn();
    await inbox!.row('onerror=alert').click();
    await inbox!.messages.getByText('<script>alert(2)</script>').waitFor();
    expect(await inbox!.messages.locator('a').getAttribute('href')).toBe('http://google.com');
    expect(inbox!.complaints).toEqual([]);
  }, 60_000);

  it('a saved reply comes by its slash, in the customer’s language; a missing value holds it back', async () => {
    await admin.post('/api/v1/saved-replies', {
      name: 'Spare lid',
      shortcut: 'lid',
      variants: [{ locale: 'en', body: 'Dear {{contact.name}}, the lid for {{order.number}} is on its way.' }],
    });
    await write('Hana', 'Could you send me a spare lid please, mine broke on the way');
    const { page } = await signedIn();
    await inbox!.openTicket('spare lid please');
    await page.keyboard.press('/');
    await page.keyboard.type('li');
    await page
      .getByRole('listbox', { name: 'Saved replies' })
      .getByRole('option', { name: /Spare lid/ })
      .waitFor();
    await page.keyboard.press('Enter');
    await until('the text is in', async () => (await inbox!.reply.inputValue()).startsWith('Dear Hana'));
    await page.getByText('No value for {{order.number}}').waitFor();
    expect(await page.getByRole('button', { name: /^Send/ }).first().isDisabled()).toBe(true);
    await inbox!.reply.fill('Dear Hana, the lid for HH-1 is on its way.');
    expect(await page.getByRole('button', { name: /^Send/ }).first().isDisabled()).toBe(false);
  }, 60_000);

  it('a picture is pasted, a file dropped, one tried again whose upload failed; all are sent, and the picture enlarged', async () => {
    await write('Iva', 'What does it look like?');
    const { page } = await signedIn({ permissions: ['clipboard-read', 'clipboard-write'] });
    await inbox!.openTicket('What does it look like?');
    const files = page.getByRole('list', { name: 'Files for this message' });
    const mayBeSent = async () => !(await page.getByRole('button', { name: /^Send/ }).first().isDisabled());
    await page.evaluate(
      `navigator.clipboard.write([new ClipboardItem({ 'image/png': new Blob([new Uint8Array([${pixel.join()}])], { type: 'image/png' }) })])`,
    );
    await inbox!.reply.focus();
    await page.keyboard.press('Control+V');
    await files.getByText('image.png').waitFor();

    const dropped = path.join(waypost.dataDir, 'dropped.txt');
    writeFileSync(dropped, 'words');
    const mouse = await inbox!.context.newCDPSession(page);
    const { x, y } = (await inbox!.messages.boundingBox())!;
    const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
      mouse.send('Input.dispatchDragEvent', {
        type,
        x: x + 40,
        y: y + 40,
        data: { items: [], files: [dropped], dragOperationsMask: 1 },
      });
    await drag('dragEnter');
    await drag('dragOver');
    await page.getByText('Drop files to attach them').waitFor();
    await drag('drop');
    await files.getByText('dropped.txt').waitFor();
    await until('both may be sent', mayBeSent);

    await page.route('**/api/v1/attachments', (route) => route.abort());
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'lid "new".png', mimeType: 'image/png', buffer: pixel });
    await files.getByText('Not uploaded').waitFor();
    expect(await mayBeSent()).toBe(false);
    await page.unroute('**/api/v1/attachments');
    await files.getByRole('button', { name: 'Upload lid "new".png again' }).click();
    await until('it may be sent', mayBeSent);

    await inbox!.reply.fill('Like this');
    await page.keyboard.press('Control+Enter');
    await inbox!.message('Like this').getByText('dropped.txt').waitFor();
    const pictures = inbox!.message('Like this').getByRole('button', { name: /Enlarge/ });
    // The message that is still on its way shows names; its pictures come with the stored one.
    await pictures.nth(1).waitFor();
    expect(await pictures.count()).toBe(2);
    await pictures.last().click();
    await page.getByRole('dialog').getByRole('img').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }, 60_000);

  it('who reads further up is not moved by what comes in, and is told of it', async () => {
    const pia = customer('Pia');
    for (let at = 0; at < 30; at++) await whatsapp.graph.deliver(textFrom(pia, `Line ${at} of a long story`));
    const { page } = await signedIn();
    await inbox!.openTicket('Line 29 of');
    await inbox!.messages.evaluate((log) => log.scrollTo({ top: 100 }));
    await inbox!.message('Line 2 of').waitFor();
    const before = await inbox!.message('Line 2 of').boundingBox();
    await whatsapp.graph.deliver(textFrom(pia, 'And one thing more'));
    const news = page.getByRole('button', { name: 'New messages' });
    await news.waitFor();
    expect(await inbox!.message('Line 2 of').boundingBox()).toEqual(before);
    expect(await inbox!.barriers()).toEqual([]);
    await news.click();
    await inbox!.message('And one thing more').waitFor();
    await news.waitFor({ state: 'detached' });
  }, 60_000);

  it('the end of the time for free replies is said, holds an answer back, leaves notes, and passes with the customer’s next word', async () => {
    const omar = customer('Omar');
    await whatsapp.graph.deliver(textFrom(omar, 'Is anybody there?'));
    await withOwner(
      waypost,
      `update tickets t set last_inbound_at = now() - interval '25 hours' from contacts c where c.workspace_id = t.workspace_id and c.id = t.contact_id and c.name = 'Omar'`,
    );
    const { page } = await signedIn();
    await inbox!.openTicket('Is anybody there?');
    const over = page.getByText('That time is over');
    await over.waitFor();
    await inbox!.reply.fill('We are');
    const send = page.getByRole('button', { name: /^Send/ }).first();
    expect(await send.isDisabled()).toBe(true);
    await page.getByRole('tab', { name: 'Note' }).click();
    await over.waitFor({ state: 'detached' });
    await inbox!.reply.fill('Omar wrote too late');
    expect(await page.getByRole('button', { name: /^Add note/ }).isDisabled()).toBe(false);
    await page.getByRole('tab', { name: 'Reply' }).click();
    await over.waitFor();
    await whatsapp.graph.deliver(textFrom(omar, 'Hello again'));
    await over.waitFor({ state: 'detached' });
    await until('it may be sent', async () => !(await send.isDisabled()));
  }, 60_000);

  it('Enter is the input method’s while it composes', async () => {
    await write('Jun', '入力のテスト');
    await admin.send('PATCH', '/api/v1/sessions/current/preferences', { body: { sendWith: 'enter' } });
    await signedIn();
    await inbox!.openTicket('入力のテスト');
    await inbox!.reply.fill('かんじ');
    await inbox!.reply.dispatchEvent('keydown', { key: 'Enter', isComposing: true, keyCode: 229, bubbles: true });
    await inbox!.page.waitForTimeout(300);
    expect(await inbox!.reply.inputValue()).toBe('かんじ');
    await inbox!.reply.press('Enter');
    await inbox!.message('かんじ').waitFor();
    await admin.send('PATCH', '/api/v1/sessions/current/preferences', { body: { sendWith: 'mod-enter' } });
  }, 60_000);

  it('a number leads to its ticket, filters stand in the address, and back finds the list where it was', async () => {
    for (let at = 0; at < 40; at++) await write(`Guest ${at}`, `Question ${at} of many`);
    const { page } = await signedIn();
    await page.goto(`${waypost.url}/inbox?sort=activity`);
    await inbox!.row('Question 39').waitFor();
    const scroll = () => page.locator('.rows').evaluate((rows) => rows.scrollTo({ top: 1500 }));
    await scroll();
    await write('Latecomer', 'One question more');
    await page.getByRole('button', { name: '1 new', exact: true }).click();
    await inbox!.row('One question more').waitFor();
    expect(await page.getByRole('button', { name: '1 new', exact: true }).count()).toBe(0);
    await scroll();
    await page.waitForTimeout(300);
    const before = await page.locator('.rows').evaluate((rows) => rows.scrollTop);
    await inbox!.row('Question 15 ').click();
    await inbox!.message('Question 15 ').waitFor();
    await page.goBack();
    await page.waitForURL('**/inbox?sort=activity');
    expect(Math.abs((await page.locator('.rows').evaluate((rows) => rows.scrollTop)) - before)).toBeLessThan(80);
    const { items } = (await admin.get<{ items: { number: number; subject: string }[] }>('/api/v1/tickets?limit=100'))
      .body;
    await page.goto(`${waypost.url}/t/${items.find(({ subject }) => subject.includes('Question 7 '))!.number}`);
    await inbox!.message('Question 7 of many').waitFor();
    await page.goto(`${waypost.url}/inbox?channel=email`);
    await inbox!.row('Hostile').waitFor();
    expect(await page.getByRole('option').count()).toBe(1);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.waitForURL((url) => !url.search.includes('channel'));
    await page.getByRole('button', { name: 'Filter the list' }).click();
    await page.getByRole('menuitem', { name: 'Channel' }).click();
    await page.getByRole('menuitem', { name: 'Email' }).click();
    await page.waitForURL(/channel=email/);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('button', { name: 'Search tickets' }).click();
    await page.getByRole('search').waitFor();
    await page.getByRole('link', { name: /^Mine/ }).click();
    await page.getByRole('search').waitFor({ state: 'detached' });
    await page.getByText('There are no tickets here.').waitFor();
    await page.getByRole('link', { name: 'Go to the inbox' }).click();
    await page.getByRole('option').first().waitFor();
  }, 90_000);

  it('in Arabic it runs from right to left; on a phone it is one pane at a time', async () => {
    await write('نورة', 'هل يصل الطلب قبل الجمعة؟');
    await admin.send('PATCH', '/api/v1/sessions/current/preferences', { body: { locale: 'ar' } });
    inbox = await InboxPage.open(browser, waypost.url, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const { page } = inbox;
    await page.getByLabel('Email').fill(account.email);
    await page.getByLabel('Password', { exact: true }).fill(account.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/inbox');
    await page.goto(`${waypost.url}/inbox?sort=activity`);
    await inbox.row('نورة').click();
    await until('it is turned', () =>
      page.evaluate<boolean>(`document.documentElement.dir === 'rtl' && document.documentElement.lang === 'ar'`),
    );
    await page.getByRole('link', { name: 'العودة إلى القائمة' }).waitFor();
    expect(await page.locator('.ticket-row').first().isVisible()).toBe(false);
    expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await inbox.barriers()).toEqual([]);
    await page.getByRole('link', { name: 'العودة إلى القائمة' }).click();
    await inbox.row('نورة').waitFor();
    await admin.send('PATCH', '/api/v1/sessions/current/preferences', { body: { locale: 'en' } });
  }, 60_000);
});
