import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { fileFrom, textFrom } from '../../apps/playground/server/graph-api/index.js';
import { launchChromium } from '../support/chromium.js';
import { inBatches } from '../support/in-batches.js';
import type { Client } from '../support/client.js';
import { InboxPage } from '../support/inbox-page.js';
import { itLong } from '../support/long.js';
import { describeWith } from '../support/machine.js';
import { orderTemplate } from '../support/order-template.js';
import { postMail } from '../support/mail/post-mail.js';
import { type Fields, writeMail } from '../support/mail/write-mail.js';
import { until } from '../support/until.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { type WhatsappChannel, whatsappChannel } from '../support/whatsapp-channel.js';
import { withOwner } from '../support/with-owner.js';

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

/** The luminance of each ground under a text of a page, and the contrast of the text on it. Runs in the page. */
const measureContrast = `(body) => {
  const canvas = body.ownerDocument.createElement('canvas').getContext('2d');
  const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const luminance = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => linear(part / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const styleOf = (element) => element.ownerDocument.defaultView.getComputedStyle(element);
  const groundOf = (element) => {
    const colour = element ? styleOf(element).backgroundColor : 'white';
    return colour === 'rgba(0, 0, 0, 0)' ? groundOf(element.parentElement) : colour;
  };
  const isText = (node) => node.nodeType === 3 && node.textContent.trim();
  const texts = [body, ...body.querySelectorAll('*')].filter(({ childNodes }) => [...childNodes].some(isText));
  const pairs = texts.map((element) => [luminance(groundOf(element)), luminance(styleOf(element).color)]);
  return {
    grounds: pairs.map(([ground]) => ground),
    contrasts: pairs.map(([ground, ink]) => (Math.max(ground, ink) + 0.05) / (Math.min(ground, ink) + 0.05)),
  };
}`;

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
  const mail = (subject: string, html: string, fields: Fields = {}) =>
    postMail(
      waypost.config.smtpPort,
      writeMail(
        {
          Subject: subject,
          To: 'support@content.example',
          'Message-ID': `<${randomInt(1e9)}@buyer.example>`,
          'Content-Type': 'text/html; charset=utf-8',
          ...fields,
        },
        html,
      ),
      'support@content.example',
    );
  const signedIn = async (options?: Parameters<typeof InboxPage.signedIn>[3]) =>
    (inbox = await InboxPage.signedIn(browser, waypost.url, account, options));

  it('a mail shows whom else it names and where answers go, an out-of-office note that it is one', async () => {
    await mail('Whom it names', '<p>Please see below.</p>', {
      To: 'Mail <support@content.example>, Bob <bob@buyer.example>',
      Cc: 'cy@buyer.example',
      'Reply-To': 'ann@work.example',
    });
    await mail('Nobody is here', '<p>I am away.</p>', { From: 'dan@buyer.example', 'Auto-Submitted': 'auto-replied' });
    const { page } = await signedIn();
    await inbox!.row('Whom it names').click();
    const addresses = page.locator('.mail-addresses');
    await addresses.getByText('cy@buyer.example').waitFor();
    expect(await addresses.locator('div').allInnerTexts()).toEqual([
      expect.stringMatching(/Answers to\s+ann@work\.example/),
      expect.stringMatching(/To\s+support@content\.example\s+bob@buyer\.example/),
      expect.stringMatching(/Cc\s+cy@buyer\.example/),
    ]);
    await page.locator('.composer-notice').getByText('ann@work.example').waitFor();
    expect(await inbox!.row('Nobody is here').count()).toBe(0);
    await page.getByRole('link', { name: 'Automatic' }).click();
    await inbox!.row('Nobody is here').click();
    await page.locator('.message .chip', { hasText: 'Automatic answer' }).waitFor();
  }, 120_000);

  it('in the dark a mail with colours of its own is dark, and all its words stand out', async () => {
    await mail(
      'Painted',
      `<p>Plain</p><table bgcolor="#ffffff"><tr><td style="color:#000000">Black on white</td></tr></table>
       <p style="background-color:#fdf3d8;color:rgb(120,60,0)">Brown on cream</p><font color="navy">Navy</font>
       <a href="https://shop.example" style="color:#fff;background-color:#0a5">Button</a>`,
    );
    const { page } = await signedIn({ colorScheme: 'dark' });
    await inbox!.row('Painted').click();
    const body = page.frameLocator('.mail iframe').locator('body');
    await body.getByText('Navy').waitFor();
    expect(await inbox!.barriers()).toEqual([]);
    // Asked from outside: nothing runs in the mail's own frame.
    const { grounds, contrasts } = await page.evaluate<{ grounds: number[]; contrasts: number[] }>(
      `(${measureContrast})(document.querySelector('.mail iframe').contentDocument.body)`,
    );
    expect(Math.max(...grounds)).toBeLessThan(0.25);
    expect(Math.min(...contrasts)).toBeGreaterThan(4.5);
  }, 60_000);

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

  it('a hostile mail runs, reaches and covers nothing; its pictures come on demand, through the server', async () => {
    await mail(
      'Hostile',
      `<p style="position:fixed;inset:0;background:red">Read <b>me</b></p><script>alert(1)</script>
      <img src="${canaryUrl()}/tracker.png?a=1&amp;b=2" onerror="alert(2)">
      <svg onload="alert(3)"><feImage href="${canaryUrl()}/fe"/></svg>
      <div style="background:url(${canaryUrl()}/bg)">x</div><form action="${canaryUrl()}/form"><input></form>
      <meta http-equiv="refresh" content="0;url=${canaryUrl()}/meta"><a href="javascript:alert(4)">go</a>`,
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
    const ticketPath = `/api/v1/tickets/${page.url().split('/').at(-1)!.split('?')[0]}`;
    const otherPicture = encodeURIComponent(`${canaryUrl()}/other`);
    const elsewhere = await admin.get(`${ticketPath}/messages/${id}/remote-image?url=${otherPicture}`);
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
    await page.getByText(/No value for \u2068?\{\{order\.number\}\}/).waitFor();
    const isHeldBack = () =>
      page
        .getByRole('button', { name: /^Send(?! as it is)/ })
        .first()
        .isDisabled();
    expect(await isHeldBack()).toBe(true);
    await inbox!.reply.fill('Dear Hana, the lid for HH-1 is on its way.');
    expect(await isHeldBack()).toBe(false);
  }, 60_000);

  it('a pasted picture, a dropped file and a retried upload are sent, and the picture enlarged', async () => {
    await write('Iva', 'What does it look like?');
    const { page } = await signedIn({ permissions: ['clipboard-read', 'clipboard-write'] });
    await inbox!.openTicket('What does it look like?');
    const files = page.getByRole('list', { name: 'Files for this message' });
    const mayBeSent = async () => !(await page.getByRole('button', { name: /^Send/ }).first().isDisabled());
    await page.evaluate(
      `navigator.clipboard.write([new ClipboardItem({
        'image/png': new Blob([new Uint8Array([${pixel.join()}])], { type: 'image/png' }),
      })])`,
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

  it('who reads further up is not moved by what comes in, and is notified of it', async () => {
    const pia = customer('Pia');
    const lines = Array.from({ length: 30 }, (_, at) => textFrom(pia, `Line ${at} of a long story`));
    for (const batch of inBatches(lines)) await whatsapp.graph.deliver(batch);
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

  it('the end of the reply window is shown, holds an answer back, and passes with the customer’s next word', async () => {
    const omar = customer('Omar');
    await whatsapp.graph.deliver(textFrom(omar, 'Is anybody there?'));
    await withOwner(
      waypost,
      `update tickets t set last_inbound_at = now() - interval '25 hours' from contacts c
       where c.workspace_id = t.workspace_id and c.id = t.contact_id and c.name = 'Omar'`,
    );
    const { page } = await signedIn();
    await inbox!.openTicket('Is anybody there?');
    const over = page.getByText('allows free replies is over');
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
    // What the customer wrote is read first.
    await page.getByRole('button', { name: 'Seen' }).click();
    await until('it may be sent', async () => !(await send.isDisabled()));
  }, 60_000);

  it('a template is chosen, filled in and sent by keys when the window is over, and comes back when it is undone', async () => {
    const brazil = await whatsappChannel(
      admin,
      {
        templates: [
          orderTemplate(),
          orderTemplate({ id: '2', language: 'en' }),
          orderTemplate({ id: '3', name: 'order_late', status: 'PAUSED' }),
        ],
      },
      { name: 'Brazil' },
    );
    await brazil.graph.deliver(textFrom(customer('Inês'), 'Chega antes de sexta?'));
    await withOwner(
      waypost,
      `update tickets t set last_inbound_at = now() - interval '25 hours', locale = 'pt-BR' from contacts c
       where c.workspace_id = t.workspace_id and c.id = t.contact_id and c.name = 'Inês'`,
    );
    await until('the templates are read', async () => {
      const { items } = (await admin.get<{ items: unknown[] }>(`/api/v1/channels/${brazil.id}/templates`)).body;
      return items.length === 3;
    });
    const { page } = await signedIn();
    await inbox!.row('Chega antes de sexta?').click();
    await page.getByText('A template can be sent now').waitFor();
    await page.keyboard.press('r');
    await page.keyboard.press('/');
    const search = page.getByRole('combobox', { name: 'Search templates' });
    await search.press('Escape');
    await page.keyboard.press('/');
    await search.fill('order');
    const options = page.locator('.template-option');
    expect(await options.locator('.language').allTextContents()).toEqual(['PT-BR', 'PT-BR', 'EN']);
    expect(await options.nth(1).textContent()).toContain('Paused');
    expect(await inbox!.barriers()).toEqual([]);
    await options.nth(1).click({ force: true });
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('[aria-selected=true].template-option .language').textContent()).toBe('EN');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');

    const send = page.getByRole('button', { name: /^Send template/ });
    const preview = page.locator('.context .template-preview');
    await preview.getByText('Olá Inês').waitFor();
    expect(await preview.locator('mark').allTextContents()).toEqual(['{{2}}']);
    expect(await send.isDisabled()).toBe(true);
    expect(await inbox!.barriers()).toEqual([]);
    await page.getByLabel('Value 2').fill('na quinta');
    await page.getByLabel('End of the link').fill('A-1');
    await page.keyboard.press('Control+Enter');
    const bubble = inbox!.message('seu pedido chega na quinta');
    await bubble.getByText('Template', { exact: true }).waitFor();
    await bubble.getByRole('button', { name: 'Undo' }).click();
    await preview.getByText('na quinta').waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.locator('.template-panel .template-preview').getByText('na quinta').waitFor();
    expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await inbox!.smallTargets()).toEqual([]);
    expect(await inbox!.barriers()).toEqual([]);
    await send.click();
    await until('it has left', () => brazil.graph.accepted.length === 1);
    expect(brazil.graph.accepted[0]!.body).toMatchObject({
      type: 'template',
      template: { language: { code: 'pt_BR' } },
    });
    await brazil.graph.close();
  }, 60_000);

  it('a customer is written to first with a template, once the agent confirms that they agreed', async () => {
    const lisbon = await whatsappChannel(admin, { templates: [orderTemplate()] }, { name: 'Lisbon' });
    await until('the templates are read', async () => {
      const { body } = await admin.get<{ items: object[] }>(`/api/v1/channels/${lisbon.id}/templates`);
      return body.items.length === 1;
    });
    const { page } = await signedIn();
    await page.getByRole('button', { name: 'New ticket' }).click();
    const form = page.getByRole('dialog', { name: 'New ticket' });
    await form.getByLabel('Channel').selectOption({ label: 'Lisbon' });
    await form.getByLabel('To').fill('+351 912 345 678');
    await form.getByLabel('Name (optional)').fill('Rui');
    await form.getByRole('button', { name: 'Choose a template' }).click();
    await form.locator('.template-option').waitFor();
    await page.keyboard.press('Enter');
    const send = form.getByRole('button', { name: 'Send' });
    for (const value of ['na quinta', 'A-1']) await form.locator('.template-value.missing input').first().fill(value);
    expect(await send.isDisabled()).toBe(true);
    await form.getByRole('checkbox', { name: /has agreed/ }).check();
    expect(await inbox!.barriers()).toEqual([]);
    await send.click();
    await page.getByText('They have not written yet').waitFor();
    await until('it has left', () => lisbon.graph.accepted.length === 1);
    expect(lisbon.graph.accepted[0]).toMatchObject({ recipient: '351912345678', body: { type: 'template' } });
    await lisbon.graph.close();
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

  it('a number leads to its ticket, filters are in the address, and back finds the list where it was', async () => {
    const questions = Array.from({ length: 40 }, (_, at) =>
      textFrom(customer(`Guest ${at}`), `Question ${at} of many`),
    );
    await mail('What came by mail', '<p>Where is it?</p>');
    for (const batch of inBatches(questions)) await whatsapp.graph.deliver(batch);
    const { page } = await signedIn({ path: '/inbox?sort=activity' });
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
    await inbox!.row('What came by mail').waitFor();
    expect(await page.getByRole('option').filter({ hasText: 'Question' }).count()).toBe(0);
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

  itLong(
    'a person that is typed is offered as a person, in the palette and above the list',
    async () => {
      await write('Wilhelmína Quästing', 'Where is the vase?');
      await write('Otto', 'I am not Wilhelmina');
      const { page } = await signedIn();
      await inbox!.row('Where is the vase?').waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('quasti');
      const offered = page.getByRole('group', { name: 'People' }).getByRole('option');
      await offered.filter({ hasText: 'Wilhelmína Quästing' }).waitFor();
      expect(await offered.count()).toBe(1);
      await offered.click();
      await page.waitForURL(/contactId=/);
      await until('only their ticket', async () => (await page.getByRole('option').count()) === 1);
      await page.goto(`${waypost.url}/inbox?q=wilhelmina`);
      await inbox!.row('I am not Wilhelmina').waitFor();
      await page.getByRole('navigation', { name: 'People' }).getByRole('link', { name: 'Wilhelmína Quästing' }).click();
      await page.waitForURL(/contactId=/);
      await inbox!.row('Where is the vase?').waitFor();
    },
    60_000,
  );

  it('in Arabic it runs from right to left; on a phone it is one pane at a time', async () => {
    // A number of its own: an answer of an earlier test may still wait for its undo, and would take the refusal.
    const cairo = await whatsappChannel(admin);
    await cairo.graph.deliver(textFrom(customer('نورة'), 'هل يصل الطلب قبل الجمعة؟'));
    await admin.send('PATCH', '/api/v1/sessions/current/preferences', { body: { locale: 'ar' } });
    const { page } = await signedIn({
      path: '/inbox?sort=activity',
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await inbox!.row('نورة').click();
    await until('it is turned', () =>
      page.evaluate<boolean>(`document.documentElement.dir === 'rtl' && document.documentElement.lang === 'ar'`),
    );
    await page.getByRole('link', { name: 'العودة إلى القائمة' }).waitFor();
    expect(await page.locator('.ticket-row').first().isVisible()).toBe(false);
    const ticketId = new URL(page.url()).pathname.split('/').at(-1)!;
    cairo.graph.misbehave({ kind: 'refuse', status: 400, code: 131047, message: 'Re-engagement message' });
    await admin.post(`/api/v1/tickets/${ticketId}/messages`, { text: 'نعم', visibility: 'public' });
    const why = await page.locator('.failed bdi').first().textContent({ timeout: 20_000 });
    expect(why!.replace(/[\u2068\u2069]/g, '')).toBe(
      'نافذة الرد خلال 24 ساعة مغلقة: أرسل قالبًا، أو انتظر حتى يكتب العميل. WhatsApp: (#131047) Re-engagement message',
    );
    expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await inbox!.barriers()).toEqual([]);
    await page.getByRole('link', { name: 'العودة إلى القائمة' }).click();
    await inbox!.row('نورة').waitFor();
    await admin.send('PATCH', '/api/v1/sessions/current/preferences', { body: { locale: 'en' } });
    await cairo.graph.close();
  }, 60_000);
});
