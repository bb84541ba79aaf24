import type { OrderWords } from '../order-words.js';

export const en: OrderWords = {
  subject: {
    shipped: (number) => `Your order ${number} is on its way`,
    delayed: (number) => `Your order ${number} will arrive later than promised`,
    delivered: (number) => `Your order ${number} has been delivered`,
  },
  shipped: (number, store) => `Good news from ${store}: your order ${number} has been handed to the carrier.`,
  delivered: (number, store) => `Your order ${number} from ${store} has been delivered. We hope you like it.`,
  delayed: (number, date, before) => `Your order ${number} is delayed. ${before ? `We had promised it for ${before}; the new date is ${date}.` : `It is now expected on ${date}.`} We are sorry.`,
  delayedOpen: (number) => `Your order ${number} is delayed. There is no new date yet; we will tell you as soon as there is one. We are sorry.`,
  parcel: (carrier, tracking) => `${carrier ? `${carrier}, tracking` : 'Tracking'} number: ${tracking}`,
  follow: (url) => `Follow the parcel: ${url}`,
  expected: (date) => `Expected on ${date}.`,
  reply: 'If you have a question, just reply to this message.',
  title: 'Where is my order',
  status: {
    pending: (number) => `We have received your order ${number}; it has not been paid or confirmed yet.`,
    paid: (number) => `Your order ${number} is paid and waits to be packed.`,
    processing: (number) => `Your order ${number} is being prepared.`,
    shipped: (number) => `Your order ${number} is on its way.`,
    delivered: (number) => `Your order ${number} has been delivered.`,
    cancelled: (number) => `Your order ${number} has been cancelled.`,
    refunded: (number) => `Your order ${number} has been refunded.`,
    returned: (number) => `Your order ${number} has come back to us.`,
  },
  lastScan: (what, place, date) => `Last news from the carrier: ${what}${place ? `, ${place}` : ''} (${date}).`,
  overdue: (date) => `It was promised for ${date} and is late; we are looking into it.`,
  verify: {
    intro: 'We would like to tell you where your order is. To protect your data we only do so once we know that it is yours. You can prove it like this:',
    mail: (address) => `write to ${address} from the email address you ordered with`,
    whatsapp: 'write to us on WhatsApp from the phone number you ordered with',
    signIn: 'sign in to your account in the shop and ask again in the chat there',
  },
  scans: {
    confirmed: 'announced', label_printed: 'label printed', label_purchased: 'label made', carrier_picked_up: 'picked up by the carrier', customs: 'at customs', in_transit: 'in transit', out_for_delivery: 'out for delivery',
    attempted_delivery: 'delivery attempted', ready_for_pickup: 'ready for pickup', delivered: 'delivered', delayed: 'delayed', failure: 'delivery failed',
  },
};
