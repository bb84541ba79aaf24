/** In the languages of the product, as shops name the way. */
const words = [
  '(?<!\\p{L})(local|store)[\\s_-]?pick',
  '(?<!\\p{L})pick(ed)?[\\s_-]?up(?!\\p{L})',
  'collect (from|in) (the )?(store|shop)',
  'click\\s?(&|and|et|und|en)\\s?collect',
  'in[\\s_-]store',
  'abholung|abholer|selbstabhol|abholen',
  'retrait|recogida|recoger en|ritiro|levantamento|retirada|afhalen|afhentning|hämta i butik',
  '自提|自取|到店取|門市取|店頭受取|店舗受取',
  'استلام من|الاستلام (من|في)',
];
const fetched = new RegExp(words.join('|'), 'iu');

/** A carrier brings it there: a parcel shop, a locker or a post office. */
const points =
  /pick[\s_-]?up[\s_-]?(point|location|station)|parcel|paket|pakke|paczk|packstation|locker|relais|\b(post(amt|filiale|nord|en)?|dhl|dpd|gls|ups|hermes)\b|驿站|快递|宅配|コンビニ/i;

/** Whether the name of a way to ship says that the buyer fetches the goods in the shop. */
export const isFetched = (way: string): boolean => fetched.test(way) && !points.test(way);
