import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

/** What fades in has not enough contrast meanwhile. What moves without an end is not waited for. */
const endOfMovements = `Promise.allSettled(
  document.getAnimations().filter((each) => each.effect.getComputedTiming().endTime < Infinity).map((each) => each.finished),
).then(() => undefined)`;

export interface Look {
  /** Parts of the page that are not looked at, as a selector. */
  except?: string;
  /** These rules only, or those of these tags. */
  only?: string[];
  /**
   * What has changed on a page that was looked at before, as a selector. The contrasts of the rest are as they were,
   * and cost as much as all other rules.
   */
  changed?: string;
}
interface Violation {
  id: string;
  impact: string | null;
  nodes: { html: string; any: { message: string }[] }[];
}

/**
 * What axe finds on a page or in a frame that excludes people: serious and critical. Frames within it are not looked
 * at.
 *
 * Axe is put into the page once and run there. The package that joins it to Playwright puts it into each frame anew and
 * opens a page of its own each time, which costs three times as much, and waits for ever for a mail's sealed frame.
 */
export async function barriersOf(place: Page | Frame, { except, only, changed }: Look = {}): Promise<string[]> {
  await place.evaluate(endOfMovements);
  const isThere = await place.evaluate<boolean>('Boolean(window.axe)');
  if (!isThere) await place.evaluate(axe.source);
  const part = except ? { exclude: [except] } : undefined;
  const violations = changed
    ? [
        ...(await violationsIn(place, part, { rules: { 'color-contrast': { enabled: false } } })),
        ...(await violationsIn(place, { include: [changed] }, { runOnly: ['color-contrast'] })),
      ]
    : await violationsIn(place, part, only && { runOnly: only });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`).join(' | ')}`,
    );
}

function violationsIn(place: Page | Frame, part: object | undefined, more: object = {}): Promise<Violation[]> {
  const options = { resultTypes: ['violations'], iframes: false, preload: false, selectors: false, ...more };
  const context = part ? JSON.stringify(part) : 'document';
  return place.evaluate(`axe.run(${context}, ${JSON.stringify(options)}).then(({ violations }) => violations)`);
}
