import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import { barriersOf } from '../support/axe.js';
import { launchChromium, partedStorage, withoutMotion } from '../support/chromium.js';
import type { Client } from '../support/client.js';
import { type KeptTab, takeTab } from '../support/kept-tab.js';
import { describeWith } from '../support/machine.js';
import { quickenPings } from '../support/quicken-pings.js';
import { type ShopPage, openShop } from '../support/shop-page.js';
import { until } from '../support/until.js';
import { proofOf, visit } from '../support/visitor.js';
import { withOwner } from '../support/with-owner.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { isLong, itLong } from '../support/long.js';

const secret = 'shop secret';
const rulesOfAxe = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const moving: BrowserContextOptions = { reducedMotion: 'no-preference' };
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** What a page of a shop that frames by `credentialless` does: the frame's storage is new with each page. */
const closedFrames = `{
  const make = document.createElement;
  document.createElement = function (name, ...more) {
    const element = make.call(this, name, ...more);
    return name === 'iframe' ? Object.assign(element, { credentialless: true }) : element;
  };
}`;
const keptTickets = `Object.entries(localStorage).some(([key, kept]) => /^waypost:[^:]+$/.test(key) && kept.length > 40)`;

/** How the sign of progress is shown. */
const progress = `getComputedStyle(document.querySelector('waypost-widget').shadowRoot.querySelector('div'), '::before').display`;
/** Whether the log is at its end with its pictures loaded. */
const isAtEnd = `(() => {
  const log = document.querySelector('[role=log]');
  const isLoaded = [...log.querySelectorAll('img')].every((picture) => picture.complete && picture.naturalHeight);
  return isLoaded && log.scrollHeight - log.scrollTop - log.clientHeight < 2;
})()`;

/** Soft noise, as of a real photo: large as a PNG, smaller as a JPEG. */
const noisyPhoto = `(() => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 800 });
  const noise = new ImageData(2400, 800);
  for (let at = 0; at < noise.data.length; at += 1) noise.data[at] = at % 4 === 3 ? 255 : 120 + Math.random() * 24;
  canvas.getContext('2d').putImageData(noise, 0, 0);
  return canvas.toDataURL('image/png').split(',')[1];
})()`;

/** Controls that a finger would miss: less than 44 px. */
const smallTargets = `[...document.querySelectorAll('button, a, textarea, input:not([type=file])')]
  .filter((target) => target.getClientRects().length && !target.closest('.bub'))
  .filter((target) => {
    const { width, height } = target.getBoundingClientRect();
    return Math.min(width, height) < 43.5;
  })
  .map((target) => target.outerHTML.slice(0, 80))`;

describeWith('chromium', 'the widget on a shop’s page of another origin', () => {
  let waypost: TestWaypost;
  let browser: Browser;
  let shop: ShopPage;
  let admin: Client;
  let channelId: string;
  let tab: KeptTab | undefined;
  let context: BrowserContext | undefined;
  beforeAll(async () => {
    [waypost, browser] = await Promise.all([startWaypost(), launchChromium(partedStorage)]);
    quickenPings(waypost);
    ({ admin } = await waypost.workspace());
    channelId = (
      await admin.post<{ id: string }>('/api/v1/channels', {
        type: 'widget',
        name: 'Havn & Holm',
        settings: { identitySecret: secret, replyMinutes: 6 },
      })
    ).body.id;
    shop = await openShop(waypost.url);
  }, 120_000);
  const leave = async () => {
    await (tab ? tab.giveBack(`${waypost.url}/healthz`, shop.emptyPage) : context?.close());
    tab = context = undefined;
  };
  afterEach(leave);
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
    await waypost?.close();
  });

  /** A shopper's browser. What it asks and complains of is kept. */
  async function shopper(options: BrowserContextOptions = {}) {
    tab = await takeTab(browser, {
      locale: 'en',
      viewport: { width: 1280, height: 720 },
      ...withoutMotion,
      ...options,
    });
    ({ context } = tab);
    return listenTo(tab.page);
  }
  /** One that is changed for good: whose pages run a script first, or have no sockets. */
  async function changedShopper() {
    context = await browser.newContext({ locale: 'en', ...withoutMotion });
    return listenTo(await context.newPage());
  }
  function listenTo(page: Page) {
    const asked: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('websocket', (socket) => asked.push(socket.url()));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    return { page, asked, complaints };
  }
  const launcher = (page: Page) => page.locator('waypost-widget button');
  const panelOf = (page: Page) => page.frameLocator('waypost-widget iframe');
  async function openChat(page: Page): Promise<FrameLocator> {
    await launcher(page).click();
    const panel = panelOf(page);
    await panel.locator('.wf .big').click();
    return panel;
  }
  async function write(panel: FrameLocator, text: string) {
    await panel.locator('textarea').fill(text);
    await panel.locator('textarea').press('Enter');
  }
  const stored = (panel: FrameLocator, text: string) =>
    panel.locator('.said:not(.pending) .bub.u', { hasText: text }).waitFor();
  const newestTicket = async () =>
    (await admin.get<{ items: { id: string; lastSeq: number }[] }>('/api/v1/tickets?limit=1')).body.items[0]!;
  const answer = (ticketId: string, text: string) =>
    admin.post(`/api/v1/tickets/${ticketId}/messages`, { text, visibility: 'public' });
  const textsOf = async (ticketId: string) =>
    (await admin.get<{ items: { text: string }[] }>(`/api/v1/tickets/${ticketId}/messages?limit=200`)).body.items.map(
      ({ text }) => text,
    );

  it('talks with an agent, without a cookie, a foreign request or a complaint of the browser’s', async () => {
    const { page, asked, complaints } = await shopper();
    await page.goto(shop.url(channelId));
    const before = await page.locator('#text').boundingBox();
    const panel = await openChat(page);
    expect(await page.locator('#text').boundingBox()).toEqual(before);
    await write(panel, 'Is the teapot dishwasher-safe?');
    await stored(panel, 'dishwasher');
    const { id } = await newestTicket();
    await answer(id, 'Yes, it is');
    await panel.locator('.bub', { hasText: 'Yes, it is' }).waitFor();
    await until(
      'the read mark at the agent’s',
      async () =>
        (await admin.get<{ items: { deliveryStatus: string }[] }>(`/api/v1/tickets/${id}/messages`)).body.items.at(-1)
          ?.deliveryStatus === 'read',
    );
    await admin.post(`/api/v1/tickets/${id}/read`, { seq: 1 });
    await panel.locator('.meta.seen', { hasText: 'Read' }).waitFor();

    await panel.locator('form input[type=email]').fill('not an address');
    await panel.locator('form .big').click();
    await panel.locator('form [role=alert]').waitFor();
    await panel.locator('form input[type=email]').fill('ann@buyer.example');
    await panel.locator('form .big').click();
    await panel.getByText('Unread answers go to ann@buyer.example').waitFor();

    expect(await context!.cookies()).toEqual([]);
    const hosts = new Set(asked.map((url) => new URL(url).host).filter(Boolean));
    expect(hosts).toEqual(new Set([new URL(shop.origin).host, new URL(waypost.url).host]));
    expect(complaints).toEqual([]);
  });

  it('resumes after a reload, on another page, and shows what came in between on its launcher', async () => {
    const { page } = await shopper();
    await page.goto(shop.url(channelId));
    const panel = await openChat(page);
    await write(panel, 'I will be back');
    await stored(panel, 'I will be back');
    await launcher(page).click();
    const { id } = await newestTicket();
    await page.goto('about:blank');
    await answer(id, 'Welcome back');
    await page.goto(shop.url(channelId));
    await page.locator('waypost-widget button span', { hasText: '1' }).waitFor();
    await launcher(page).click();
    await panelOf(page).locator('.resume', { hasText: 'Welcome back' }).click();
    await panelOf(page).locator('.bub.u', { hasText: 'I will be back' }).waitFor();
    await page.reload();
    await panelOf(page).locator('.bub', { hasText: 'Welcome back' }).waitFor();
    await panelOf(page).getByRole('button', { name: 'Back' }).click();
    await page.reload();
    await panelOf(page).locator('.resume', { hasText: 'Welcome back' }).waitFor();
  });

  itLong(
    'goes on in a browser that closes a frame’s storage, by a ticket that the page keeps, without a cookie',
    async () => {
      const { page } = await changedShopper();
      await context!.addInitScript(closedFrames);
      const address = shop.url(channelId).replace('127.0.0.1', 'shop.localhost');
      const frameOf = (of: Page) =>
        until('the frame', () => of.frames().find((each) => each.url().includes('/widget/panel')));
      await page.goto(address);
      const panel = await openChat(page);
      await panel.locator('textarea').waitFor();
      await (await frameOf(page)).evaluate(`localStorage.setItem('probe', 'kept')`);
      await page.reload();
      await panel.locator('textarea').waitFor();
      expect(await (await frameOf(page)).evaluate(`localStorage.getItem('probe')`)).toBeNull();

      await write(panel, 'SECRET: I will be back');
      await stored(panel, 'I will be back');
      const { id } = await newestTicket();
      await answer(id, 'SECRET: welcome');
      await until('the page to keep a ticket', () => page.evaluate(keptTickets));
      for (let n = 0; n < 2; n += 1) {
        await page.reload();
        await panel.locator('.bub', { hasText: 'welcome' }).waitFor();
      }
      const other = await context!.newPage();
      await Promise.all([page.reload(), other.goto(address)]);
      await launcher(other).click();
      await panelOf(other).locator('.resume', { hasText: 'welcome' }).waitFor();
      await panel.locator('.bub.u', { hasText: 'I will be back' }).waitFor();
      await write(panel, 'And here I am');
      await stored(panel, 'And here I am');
      expect(await textsOf(id)).toHaveLength(3);
      await other.close();
      expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')).not.toMatch(/SECRET/);
      expect(await context!.cookies()).toEqual([]);

      await page.evaluate('waypost.logout()');
      await until('the ticket to be gone', async () => !(await page.evaluate(keptTickets)));
      await page.reload();
      await panel.locator('.wf .big').waitFor();
      expect(await panel.locator('.resume').count()).toBe(0);
    },
    90_000,
  );

  itLong('opens from a mail, after a press, what was mailed to its reader, and again without one', async () => {
    const secret = 'L'.repeat(43);
    const address = 'reader@buyer.example';
    const { ticketId } = await (await visit(waypost.url, channelId)).write('SECRET question');
    await answer(ticketId, 'The mailed answer');
    const mail = { type: 'email', name: 'Mail', settings: { address: 'support@havn.example' } };
    const mailId = (await admin.post<{ id: string }>('/api/v1/channels', mail)).body.id;
    await until(
      'the answer to wait',
      async () =>
        (
          await withOwner(
            waypost,
            `update unread_answers set state = 'mailed', mailed_to = $2, mailed_at = now() where ticket_id = $1 returning 1`,
            [ticketId, address],
          )
        ).length,
    );
    await withOwner(
      waypost,
      `insert into visitor_answer_links (workspace_id, token_hash, ticket_id, channel_id, address, expires_at)
       select workspace_id, $2, id, $3, $4, now() + interval '1 day' from tickets where id = $1`,
      [ticketId, createHash('sha256').update(secret).digest(), mailId, address],
    );
    const { page, asked } = await shopper();
    const panel = `${waypost.url}/widget/panel?channel=${channelId}&locale=en#answers=`;
    await page.goto(`${panel}${'X'.repeat(43)}`);
    await page.getByRole('button', { name: 'Open the conversation' }).click();
    await page.getByText('This link is no longer valid').waitFor();
    await page.goto('about:blank');
    await page.goto(panel + secret);
    await page.getByRole('button', { name: 'Open the conversation' }).waitFor();
    expect(asked.some((url) => url.includes(secret.slice(0, 20)) && !url.includes('#'))).toBe(false);
    await page.getByRole('button', { name: 'Open the conversation' }).click();
    await page.locator('.bub', { hasText: 'The mailed answer' }).waitFor();
    await page.locator('textarea').fill('From my browser');
    await page.locator('textarea').press('Enter');
    await page.locator('.said:not(.pending) .bub.u', { hasText: 'From my browser' }).waitFor();
    await page.reload();
    await page.locator('.bub.u', { hasText: 'From my browser' }).waitFor();
    expect(await page.locator('.said .bub').allTextContents()).toEqual(['The mailed answer', 'From my browser']);
    expect(await textsOf(ticketId)).toEqual(['SECRET question', 'The mailed answer', 'From my browser']);
  });

  it('stays when the page replaces its body, or all of itself, and works from a module script', async () => {
    const { page, complaints } = await shopper();
    await page.goto(shop.url(channelId, { attributes: { type: 'module' } }));
    const panel = await openChat(page);
    await write(panel, 'before the visit');
    await stored(panel, 'before the visit');
    await page.evaluate(`document.body.replaceWith(Object.assign(document.createElement('body'), { id: 'next' }))`);
    await page.locator('#next').waitFor({ state: 'attached' });
    await write(panel, 'after the visit');
    await stored(panel, 'after the visit');
    await page.evaluate(`document.documentElement.replaceWith(document.documentElement.cloneNode(false))`);
    await panel.locator('.bub.u', { hasText: 'after the visit' }).waitFor();
    expect(await page.locator('waypost-widget').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('says on the console why there is no launcher, or not that of a second tag', async () => {
    const { page } = await shopper();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    const settings = { allowedOrigins: ['https://elsewhere.example'] };
    const channel = { type: 'widget', name: 'Elsewhere', settings };
    const elsewhere = (await admin.post<{ id: string }>('/api/v1/channels', channel)).body.id;
    await page.goto(shop.url(elsewhere));
    await until('the reason', () => said.some((text) => text.includes('not among the pages that may show')));
    await page.goto(shop.url('00000000-0000-7000-8000-000000000000'));
    await until('the reason', () => said.some((text) => text.includes('there is no active chat channel')));
    expect(await launcher(page).count()).toBe(0);
    await page.goto(shop.url(channelId));
    await launcher(page).waitFor();
    await page.evaluate(
      `document.head.append(Object.assign(document.createElement('script'), { src: '${waypost.url}/widget.js' }))`,
    );
    await until('the reason', () => said.some((text) => text.includes('data-channel needs')));
    const second = `const tag = document.createElement('script'); tag.dataset.channel = '${elsewhere}'; tag.src = '${waypost.url}/widget.js'; document.head.append(tag)`;
    await page.evaluate(second);
    await until('the reason', () => said.some((text) => text.includes('already shows another channel')));
    expect(await page.locator('waypost-widget').count()).toBe(1);
  });

  it('has a frame with a way out and a sign of progress while a slow phone waits for the panel', async () => {
    const { page } = await shopper(phone);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await context!.route('**/widget/panel?*', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(shop.url(channelId));
    await launcher(page).tap();
    const box = page.locator('waypost-widget div').first();
    await until('the frame to fill the phone', async () => (await box.boundingBox())?.height === 844);
    expect(await page.evaluate(progress)).toBe('block');
    expect(await launcher(page).getAttribute('aria-label')).toBe('Close chat');
    await launcher(page).tap();
    expect(await launcher(page).getAttribute('aria-expanded')).toBe('false');
    await launcher(page).tap();
    release();
    await panelOf(page).locator('.wf .big').waitFor();
    expect(await page.evaluate(progress)).toBe('none');
  });

  it('does not move who reads further up, and notifies them of what came in', async () => {
    const { page } = await shopper();
    await page.goto(shop.url(channelId));
    const panel = await openChat(page);
    await write(panel, 'Tell me a story');
    await stored(panel, 'Tell me a story');
    const { id } = await newestTicket();
    for (let n = 1; n <= 15; n += 1) await answer(id, `Chapter ${n}, which is rather long and takes more than a line`);
    await panel.locator('.bub', { hasText: 'Chapter 15' }).waitFor();
    await panel
      .getByRole('log')
      .evaluate((log) => (log as unknown as { scrollTo(place: object): void }).scrollTo({ top: 0 }));
    const first = panel.locator('.bub', { hasText: 'Tell me a story' });
    const before = await first.boundingBox();
    await answer(id, 'The end');
    const jump = panel.getByRole('button', { name: 'New messages' });
    await jump.waitFor();
    expect(await first.boundingBox()).toEqual(before);
    await jump.click();
    await jump.waitFor({ state: 'detached' });
    await until('the end to be in view', () =>
      panel
        .locator('.bub', { hasText: 'The end' })
        .evaluate(
          (end) =>
            (end as unknown as { getBoundingClientRect(): { bottom: number } }).getBoundingClientRect().bottom < 800,
        ),
    );
  }, 60_000);

  it('F32 keeps ten messages written offline through a reload and sends all once, in order', async () => {
    const { page } = await changedShopper();
    await page.goto(shop.url(channelId));
    await write(await openChat(page), 'first, online');
    await stored(panelOf(page), 'first, online');
    const isServer = (url: URL) => url.origin === waypost.url && /^\/(api|socket\.io)/.test(url.pathname);
    await context!.route(isServer, (route) => route.abort());
    await context!.routeWebSocket(
      (url) => url.pathname.startsWith('/socket.io'),
      (socket) => void socket.close(),
    );
    await page.reload();
    const panel = panelOf(page);
    for (let n = 1; n <= 10; n += 1) await write(panel, `offline ${n}`);
    await page.reload();
    await until('all ten to wait', async () => (await panel.locator('.pending').count()) === 10);
    await context!.unrouteAll({ behavior: 'ignoreErrors' });
    const { id } = await newestTicket();
    const expected = ['first, online', ...Array.from({ length: 10 }, (_, n) => `offline ${n + 1}`)];
    await until('all to arrive', async () => (await textsOf(id)).length >= 11, 40_000);
    expect(await textsOf(id)).toEqual(expected);
    await until('none to wait', async () => (await panel.locator('.pending').count()) === 0);
    expect(await panel.locator('.bub.u').allTextContents()).toEqual(expected);
  }, 90_000);

  it('sends one message when its acknowledgements are lost', async () => {
    const { page } = await changedShopper();
    await context!.routeWebSocket(
      (url) => url.pathname.startsWith('/socket.io'),
      (socket) => void socket.close(),
    );
    let lost = 0;
    await context!.route(
      (url) => url.pathname === '/api/v1/visitor/messages',
      async (route) => {
        if ((lost += 1) > 3) return route.continue();
        await route.fetch();
        return route.abort('connectionreset');
      },
    );
    await page.goto(shop.url(channelId));
    await write(await openChat(page), 'only once');
    await stored(panelOf(page), 'only once');
    expect(lost).toBeGreaterThanOrEqual(2);
    expect(await textsOf((await newestTicket()).id)).toEqual(['only once']);
  }, 60_000);

  // With pings this quick, six seconds are long enough for both ends to have given each other up.
  it.each([
    ['a second', 1_000],
    ['half a minute', isLong ? 30_000 : 6_000],
  ])(
    'F28 equals the server after %s offline, without a reload',
    async (_what, ms) => {
      const { page } = await shopper();
      await page.goto(shop.url(channelId));
      const panel = await openChat(page);
      await write(panel, 'hello');
      await stored(panel, 'hello');
      const { id } = await newestTicket();
      await context!.setOffline(true);
      for (let n = 1; n <= 10; n += 1) await answer(id, `answer ${n}`);
      await write(panel, 'said meanwhile');
      await page.waitForTimeout(ms);
      await context!.setOffline(false);
      await stored(panel, 'said meanwhile');
      await until(
        'the panel to equal the server',
        async () =>
          JSON.stringify(await panel.locator('.said .bub').allTextContents()) === JSON.stringify(await textsOf(id)),
        15_000,
      );
      expect(await textsOf(id)).toHaveLength(12);
    },
    90_000,
  );

  it('F28 equals the server after a restart of it, without a reload', async () => {
    const own = await startWaypost();
    const { admin: agent } = await own.workspace();
    const channel = (await agent.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Shop' })).body.id;
    const page = (await shopper()).page;
    const otherShop = await openShop(own.url);
    await page.goto(otherShop.url(channel));
    const panel = await openChat(page);
    await write(panel, 'before');
    await stored(panel, 'before');
    const ticket = (await agent.get<{ items: { id: string }[] }>('/api/v1/tickets')).body.items[0]!.id;
    await own.stop();
    await write(panel, 'while it is down');
    const again = await startWaypost({ on: own, env: { PORT: String(own.config.port) } });
    try {
      for (let n = 1; n <= 20; n += 1)
        await agent.post(`/api/v1/tickets/${ticket}/messages`, { text: `answer ${n}`, visibility: 'public' });
      await panel.locator('.bub', { hasText: 'answer 20' }).waitFor({ timeout: 60_000 });
      await stored(panel, 'while it is down');
      const { body } = await agent.get<{ items: { text: string }[] }>(`/api/v1/tickets/${ticket}/messages`);
      expect(await panel.locator('.said .bub').allTextContents()).toEqual(body.items.map(({ text }) => text));
    } finally {
      await again.close();
      await otherShop.close();
    }
  }, 120_000);

  it('sends files, photos shrunk, and shows them', async () => {
    const { page } = await shopper();
    await page.goto(shop.url(channelId));
    const panel = await openChat(page);
    const photo = await page.evaluate<string>(noisyPhoto);
    const size = Buffer.from(photo, 'base64').length;
    // The browser reads them from the disk, which is less work than to hand it their bytes.
    const file = (name: string, bytes: Buffer) => {
      writeFileSync(path.join(waypost.dataDir, name), bytes);
      return path.join(waypost.dataDir, name);
    };
    await panel
      .locator('input[type=file]')
      .setInputFiles([
        file('crack.png', Buffer.from(photo, 'base64')),
        file('"><img src=x onerror=1>.txt', Buffer.from('hello')),
      ]);
    await panel.locator('.chips li').nth(1).waitFor();
    await write(panel, 'It arrived broken');
    await panel.locator('.said:not(.pending) .pic img').waitFor();
    const frame = page.frames().find((each) => each.url().includes('/widget/panel'))!;
    await until('the log to be at its end, below the picture', () => frame.evaluate<boolean>(isAtEnd));
    await panel.locator('.said:not(.pending) .file', { hasText: '<img src=x onerror=1>.txt' }).waitFor();
    const { body } = await admin.get<{
      items: { attachments: { name: string; contentType: string; size: number }[] }[];
    }>(`/api/v1/tickets/${(await newestTicket()).id}/messages`);
    const [sent] = body.items[0]!.attachments;
    expect(sent).toMatchObject({ name: 'crack.jpg', contentType: 'image/jpeg' });
    expect(sent!.size).toBeLessThan(size);
    await panel.locator('input[type=file]').setInputFiles(file('film.mov', Buffer.alloc(11 * 1024 * 1024)));
    await panel.getByText('film.mov is larger than').waitFor();
  }, 60_000);

  it('runs nothing that a person wrote', async () => {
    const { page, complaints } = await shopper();
    await page.goto(shop.url(channelId));
    const panel = await openChat(page);
    const vectors = [
      '<img src=x onerror=alert(1)>',
      '<scr<script>ipt>alert(1)</scr</script>ipt>',
      '"><svg/onload=alert(1)>',
      '[x](javascript:alert(1)) javascript:alert(1)',
      '{{7*7}} ${7*7}',
      'http://shop.example/"onmouseover="alert(1)',
    ];
    for (const vector of vectors) await write(panel, vector);
    await stored(panel, vectors.at(-1)!);
    const { id } = await newestTicket();
    for (const vector of vectors) await answer(id, vector);
    await until('the answers', async () => (await panel.locator('.said .bub:not(.u)').count()) === vectors.length);
    expect(await panel.locator('.said .bub').allTextContents()).toEqual([...vectors, ...vectors]);
    for (const href of await panel
      .locator('.bub a')
      .evaluateAll((links) => links.map((link) => String((link as unknown as { href: string }).href))))
      expect(href).toMatch(/^https?:/);
    expect(complaints).toEqual([]);
  });

  it('takes messages of its own frames only, and no script for an address', async () => {
    const { page, complaints } = await shopper();
    await page.goto(
      shop.url(channelId, {
        attributes: { 'data-accent': 'url(javascript:alert(1))', 'data-locale': 'javascript:alert(1)' },
      }),
    );
    const panel = await openChat(page);
    await panel.locator('textarea').waitFor();
    await page.evaluate(
      `for (const type of ['close', 'unread', '__proto__', 'accent'])
        window.postMessage({ waypost: 1, type, count: 7, accent: 'red' }, '*')`,
    );
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement('iframe'), { src: '/meddler', id: 'meddler' }))`,
    );
    await page.frameLocator('#meddler').locator('p', { hasText: 'said' }).waitFor({ state: 'attached' });
    await page.waitForTimeout(300);
    expect(await launcher(page).getAttribute('aria-expanded')).toBe('true');
    await panel.locator('textarea').waitFor();
    for (const channel of ['javascript:alert(1)', '', '"><script>alert(1)</script>']) {
      await page.goto(shop.url(channel));
      await page.waitForTimeout(150);
      expect(await launcher(page).count()).toBe(0);
    }
    expect(complaints.filter((text) => text.startsWith('dialog'))).toEqual([]);
  });

  it('shows a signed-in shopper their own chat everywhere, and no other shopper theirs after a log-out', async () => {
    const proof = () => proofOf(channelId, secret, { sub: 'buyer-7', name: 'Vera' });
    const { page } = await shopper();
    await page.goto(shop.url(channelId, { attributes: { 'data-identity': await proof() } }));
    await write(await openChat(page), 'from the first browser');
    await stored(panelOf(page), 'from the first browser');
    await leave();
    const second = (await shopper()).page;
    await second.goto(shop.url(channelId, { attributes: { 'data-identity': await proof() } }));
    await launcher(second).click();
    await panelOf(second).locator('.resume', { hasText: 'from the first browser' }).waitFor();
    await second.evaluate('waypost.logout()');
    await until('it to be gone', async () => (await panelOf(second).locator('.resume').count()) === 0);
    await second.goto(shop.url(channelId));
    await second.waitForTimeout(500);
    await panelOf(second).locator('.wf .big').waitFor();
    expect(await panelOf(second).locator('.resume').count()).toBe(0);
  }, 60_000);

  it('goes by keyboard: in, round, and back to where one was', async () => {
    const { page } = await shopper();
    await page.goto(shop.url(channelId));
    await launcher(page).focus();
    await page.keyboard.press('Enter');
    const panel = panelOf(page);
    await panel.locator('.wf .big').focus();
    await page.keyboard.press('Enter');
    await panel.locator('textarea:focus').waitFor();
    for (let n = 0; n < 12; n += 1) {
      await page.keyboard.press('Tab');
      expect(await panel.locator(':focus').count()).toBe(1);
    }
    await page.keyboard.press('Escape');
    await until('the launcher to have the focus', () =>
      page.evaluate<boolean>(`document.activeElement?.tagName === 'WAYPOST-WIDGET'`),
    );
    expect(await launcher(page).getAttribute('aria-expanded')).toBe('false');
  });

  describe.each([
    ['English on a desk', 'en', moving],
    ['German in the dark', 'de', { ...moving, colorScheme: 'dark' }],
    ['Arabic on a phone', 'ar', { ...moving, ...phone }],
    ['Chinese on a phone in the dark', 'zh', { ...moving, ...phone, colorScheme: 'dark' }],
    ['French', 'fr', moving],
    ['Spanish, in less motion', 'es', {}],
  ] as [string, string, BrowserContextOptions][])('%s', (_what, lang, options) => {
    it('has no serious finding of axe, targets large enough, and its own direction', async () => {
      const { page } = await shopper(options);
      await page.goto(shop.url(channelId, { lang }));
      await launcher(page).click();
      const panel = panelOf(page);
      await panel.locator('.wf .big').waitFor();
      await page.waitForTimeout(400);
      const frame = page.frames().find((each) => each.url().includes('/widget/panel'))!;
      for (const place of [page, frame]) expect(await barriersOf(place, { only: rulesOfAxe })).toEqual([]);
      expect(await frame.evaluate<string[]>(smallTargets)).toEqual([]);
      const { 0: greeting, 1: availability } = await panel.locator('.wh h1, .wh .rt').allInnerTexts();
      await panel.locator('.wf .big').click();
      expect(await panel.locator('.bub').allInnerTexts()).toEqual([greeting]);
      expect(await panel.locator('.ch .f12').innerText()).toBe(availability!.trim());
      await write(panel, 'HH-48266?');
      await stored(panel, 'HH-48266?');
      const { id } = await newestTicket();
      await answer(id, 'مرحبا https://shop.example/a 您好');
      await panel.locator('.bub a').waitFor();
      await panel.locator('form.ask').waitFor();
      await panel.locator('.wc .tap[aria-expanded]').click();
      // Around the panel nothing has changed.
      expect(await barriersOf(frame, { only: rulesOfAxe })).toEqual([]);
      const small = await frame.evaluate<string[]>(smallTargets);
      expect(small).toEqual([]);
      expect(await panel.locator('html').getAttribute('dir')).toBe(lang === 'ar' ? 'rtl' : 'ltr');
      expect(await panel.locator('[role=log]').count()).toBe(1);
      if (options.isMobile)
        expect(await page.locator('waypost-widget div').first().boundingBox()).toMatchObject({
          x: 0,
          y: 0,
          width: 390,
          height: 844,
        });
    }, 60_000);
  });
});
