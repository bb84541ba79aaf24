import type { OrderWords } from '../order-words.js';

export const nl: OrderWords = {
  subject: {
    shipped: (number) => `Uw bestelling ${number} is onderweg`,
    delayed: (number) => `Uw bestelling ${number} komt later dan beloofd`,
    delivered: (number) => `Uw bestelling ${number} is bezorgd`,
  },
  shipped: (number, store) => `Goed nieuws van ${store}: uw bestelling ${number} is aan de vervoerder meegegeven.`,
  delivered: (number, store) => `Uw bestelling ${number} van ${store} is bezorgd. Veel plezier ermee.`,
  delayed: (number, date, before) => `Uw bestelling ${number} is vertraagd. ${before ? `Beloofd was ${before}; de nieuwe datum is ${date}.` : `We verwachten haar nu op ${date}.`} Onze excuses.`,
  delayedOpen: (number) => `Uw bestelling ${number} is vertraagd. Er is nog geen nieuwe datum; we laten het weten zodra die er is. Onze excuses.`,
  parcel: (carrier, tracking) => `${carrier ? `${carrier}, ` : ''}zendingsnummer: ${tracking}`,
  follow: (url) => `Volg het pakket: ${url}`,
  expected: (date) => `Verwachte bezorging: ${date}.`,
  reply: 'Hebt u een vraag, antwoord dan op dit bericht.',
  title: 'Waar is mijn bestelling',
  status: {
    pending: (number) => `We hebben uw bestelling ${number} ontvangen; ze is nog niet betaald of bevestigd.`,
    paid: (number) => `Uw bestelling ${number} is betaald en wacht op inpakken.`,
    processing: (number) => `Uw bestelling ${number} wordt klaargemaakt.`,
    shipped: (number) => `Uw bestelling ${number} is onderweg.`,
    delivered: (number) => `Uw bestelling ${number} is bezorgd.`,
    cancelled: (number) => `Uw bestelling ${number} is geannuleerd.`,
    refunded: (number) => `Uw bestelling ${number} is terugbetaald.`,
    returned: (number) => `Uw bestelling ${number} is bij ons teruggekomen.`,
  },
  lastScan: (what, place, date) => `Laatste bericht van de vervoerder: ${what}${place ? `, ${place}` : ''} (${date}).`,
  overdue: (date) => `Beloofd was ${date}; ze is dus te laat en we zoeken het uit.`,
  verify: {
    intro: 'We vertellen u graag waar uw bestelling is. Om uw gegevens te beschermen doen we dat pas als we weten dat ze van u is. Zo toont u dat aan:',
    mail: (address) => `schrijf naar ${address} vanaf het e-mailadres waarmee u besteld hebt`,
    whatsapp: 'schrijf ons via WhatsApp vanaf het telefoonnummer waarmee u besteld hebt',
    signIn: 'log in de winkel in op uw account en vraag het daar nog eens in de chat',
  },
  scans: {
    confirmed: 'aangekondigd', label_printed: 'etiket geprint', label_purchased: 'etiket gemaakt', carrier_picked_up: 'opgehaald door de vervoerder', customs: 'bij de douane', in_transit: 'onderweg', out_for_delivery: 'wordt bezorgd',
    attempted_delivery: 'bezorgpoging', ready_for_pickup: 'klaar om op te halen', delivered: 'bezorgd', delayed: 'vertraagd', failure: 'bezorging mislukt',
  },
};
