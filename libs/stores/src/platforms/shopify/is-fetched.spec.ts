import { isFetched } from './is-fetched.js';

describe('isFetched', () => {
  it.each([
    'local_pickup',
    'local-pickup',
    'pickup',
    'Pick up',
    'Local pickup',
    'In-store pickup',
    'Click & Collect',
    'Abholung im Laden',
    'Selbstabholung',
    'Retrait en magasin',
    'Recogida en tienda',
    'Ritiro in negozio',
    'Afhalen in de winkel',
    '到店自提',
    '店舗受取',
    'الاستلام من المتجر',
  ])('takes %s for fetched in the shop', (way) => expect(isFetched(way)).toBe(true));

  it.each([
    '',
    'Standard',
    'Express',
    'Pickpoint',
    'pickupper',
    'pickup_point',
    'Pick-up point delivery',
    'Abholung im DHL Paketshop',
    'Abholung in der Packstation',
    'Afhentning i pakkeshop',
    'Retrait en point relais',
    '快递自提柜',
  ])('takes %s for a carrier’s', (way) => expect(isFetched(way)).toBe(false));
});
