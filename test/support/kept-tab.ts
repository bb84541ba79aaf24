import type { Browser, BrowserContext, BrowserContextOptions, CDPSession, Page } from 'playwright-core';

/** What a page can be given while it is open; all else belongs to its context. */
type OfPage = Pick<BrowserContextOptions, 'viewport' | 'colorScheme' | 'reducedMotion' | 'permissions'>;

/**
 * A tab of a browser that keeps what it has loaded and compiled from one test to the next, and nothing else: a page in
 * a new context takes twice as much of the processor to open.
 */
export interface KeptTab {
  context: BrowserContext;
  page: Page;
  /**
   * Leaves it empty for the next test, at the last of these pages. They are of the site that was open, since another
   * has no such cache, and of each origin that keeps something for the session.
   */
  giveBack(...restingPlaces: string[]): Promise<void>;
}

/** By the options of their contexts: the tabs that nobody has. */
const resting = new WeakMap<Browser, Map<string, Tab[]>>();

/** A tab with nothing in it. Who takes a second one before the first is given back gets one of another context. */
export async function takeTab(
  browser: Browser,
  { viewport, colorScheme, reducedMotion, permissions, ...ofContext }: BrowserContextOptions,
): Promise<KeptTab> {
  if (!resting.has(browser)) resting.set(browser, new Map());
  const tabs = resting.get(browser)!;
  const kind = JSON.stringify(ofContext);
  if (!tabs.has(kind)) tabs.set(kind, []);
  const free = tabs.get(kind)!;
  const ofPage = { viewport, colorScheme, reducedMotion, permissions };
  const tab = free.pop() ?? (await Tab.open(browser, { ...ofContext, viewport }, free));
  await tab.prepare(ofPage);
  return tab;
}

class Tab implements KeptTab {
  private readonly origins = new Set<string>();

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly devtools: CDPSession,
    private readonly free: Tab[],
  ) {
    page.on('framenavigated', (frame) => this.remember(frame.url()));
  }

  static async open(browser: Browser, options: BrowserContextOptions, free: Tab[]): Promise<Tab> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    return new Tab(context, page, await context.newCDPSession(page), free);
  }

  async prepare({ viewport, permissions = [], colorScheme = 'light', reducedMotion = 'no-preference' }: OfPage) {
    await this.page.emulateMedia({ colorScheme, reducedMotion });
    if (viewport) await this.page.setViewportSize(viewport);
    if (permissions.length) await this.context.grantPermissions(permissions);
  }

  /** What cannot be emptied, as after a test that failed half way, is not used again. */
  async giveBack(...restingPlaces: string[]): Promise<void> {
    if (!this.context.browser()?.isConnected()) return;
    try {
      await this.empty(restingPlaces);
      this.free.push(this);
    } catch {
      await this.context.close();
    }
  }

  private async empty(restingPlaces: string[]) {
    const { context, page } = this;
    // A page that asks whether to leave is answered yes where nobody listens.
    for (const event of heard) page.removeAllListeners(event);
    for (const other of context.pages()) if (other !== page) await other.close();
    await context.unrouteAll({ behavior: 'ignoreErrors' });
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await context.setOffline(false);
    await context.clearPermissions();
    // Without the document nothing writes any more into what is emptied after it.
    for (const place of restingPlaces) {
      await page.goto(place);
      await page.evaluate('sessionStorage.clear()');
    }
    await page.mouse.move(0, 0);
    await context.clearCookies();
    for (const origin of this.origins) await this.devtools.send('Storage.clearDataForOrigin', { origin, storageTypes });
    await this.devtools.send('Page.resetNavigationHistory');
    this.origins.clear();
    this.remember(page.url());
  }

  private remember(url: string) {
    if (url.startsWith('http')) this.origins.add(new URL(url).origin);
  }
}

/** What tests listen to. */
const heard = ['request', 'response', 'requestfailed', 'websocket', 'console', 'pageerror', 'dialog'];

/** All but the cache of what was loaded. */
const storageTypes = 'local_storage,indexeddb,service_workers,cache_storage,file_systems';
