let count = 0;

/** An order as a shop's own software posts it, with a later time of change on every call. */
export const orderBody = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  number: 'HH-48213',
  email: 'ann@buyer.example',
  locale: 'en',
  currency: 'EUR',
  total: 148,
  items: [{ name: 'Stoneware teapot', quantity: 1, price: '148.00' }],
  status: 'paid',
  updatedAt: new Date(Date.now() - 60_000 + ++count * 10).toISOString(),
  ...more,
});

/** A day some days from now, as a shop writes it. */
export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
