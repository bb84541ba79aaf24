import type { Language } from './demo-texts.js';
import type { DemoOrder } from './make-order.js';
import { valuesOf } from './ticket-values.js';

test('names the day that was promised as it is in the shop, whatever the zone of the server', () => {
  const order = (timeZone: string) =>
    ({
      store: { key: 'home', currency: 'EUR', timeZone },
      items: [{ name: 'Cup' }],
      carrier: {},
      promisedAt: Date.parse('2026-11-30T12:00:00Z'),
      laterPromise: null,
    }) as unknown as DemoOrder;
  const dateIn = (timeZone: string) =>
    valuesOf({ locale: 'en-GB' } as Language, {} as never, order(timeZone), {} as never).date;
  expect([dateIn('Pacific/Kiritimati'), dateIn('Etc/GMT+12')]).toEqual(['Tuesday 1 December', 'Monday 30 November']);
});
