import type { OrderWords } from '../order-words.js';

export const de: OrderWords = {
  subject: {
    shipped: (number) => `Ihre Bestellung ${number} ist unterwegs`,
    delayed: (number) => `Ihre Bestellung ${number} kommt später als zugesagt`,
    delivered: (number) => `Ihre Bestellung ${number} wurde zugestellt`,
  },
  shipped: (number, store) => `Gute Nachrichten von ${store}: Ihre Bestellung ${number} wurde dem Versanddienst übergeben.`,
  delivered: (number, store) => `Ihre Bestellung ${number} von ${store} wurde zugestellt. Wir wünschen viel Freude damit.`,
  delayed: (number, date, before) => `Ihre Bestellung ${number} verspätet sich. ${before ? `Zugesagt war ${before}; der neue Termin ist ${date}.` : `Wir erwarten sie nun am ${date}.`} Das tut uns leid.`,
  delayedOpen: (number) => `Ihre Bestellung ${number} verspätet sich. Ein neuer Termin steht noch nicht fest; wir melden uns, sobald wir ihn kennen. Das tut uns leid.`,
  parcel: (carrier, tracking) => `${carrier ? `${carrier}, ` : ''}Sendungsnummer: ${tracking}`,
  follow: (url) => `Sendung verfolgen: ${url}`,
  expected: (date) => `Voraussichtliche Zustellung: ${date}.`,
  reply: 'Wenn Sie Fragen haben, antworten Sie einfach auf diese Nachricht.',
  title: 'Wo ist meine Bestellung',
  status: {
    pending: (number) => `Ihre Bestellung ${number} ist eingegangen, aber noch nicht bezahlt oder bestätigt.`,
    paid: (number) => `Ihre Bestellung ${number} ist bezahlt und wird bald gepackt.`,
    processing: (number) => `Ihre Bestellung ${number} wird gerade vorbereitet.`,
    shipped: (number) => `Ihre Bestellung ${number} ist unterwegs.`,
    delivered: (number) => `Ihre Bestellung ${number} wurde zugestellt.`,
    cancelled: (number) => `Ihre Bestellung ${number} wurde storniert.`,
    refunded: (number) => `Ihre Bestellung ${number} wurde erstattet.`,
    returned: (number) => `Ihre Bestellung ${number} ist wieder bei uns eingetroffen.`,
  },
  lastScan: (what, place, date) => `Letzte Meldung des Versanddienstes: ${what}${place ? `, ${place}` : ''} (${date}).`,
  overdue: (date) => `Zugesagt war ${date}; sie ist also verspätet, und wir gehen dem nach.`,
  verify: {
    intro: 'Gern sagen wir Ihnen, wo Ihre Bestellung ist. Zum Schutz Ihrer Daten tun wir das erst, wenn wir wissen, dass es Ihre ist. So können Sie es zeigen:',
    mail: (address) => `schreiben Sie an ${address} von der E-Mail-Adresse, mit der Sie bestellt haben`,
    whatsapp: 'schreiben Sie uns per WhatsApp von der Telefonnummer, mit der Sie bestellt haben',
    signIn: 'melden Sie sich im Shop mit Ihrem Konto an und fragen Sie dort im Chat noch einmal',
  },
  scans: {
    confirmed: 'angekündigt', label_printed: 'Etikett gedruckt', label_purchased: 'Etikett erstellt', carrier_picked_up: 'vom Versanddienst abgeholt', customs: 'beim Zoll', in_transit: 'unterwegs', out_for_delivery: 'in Zustellung',
    attempted_delivery: 'Zustellversuch', ready_for_pickup: 'zur Abholung bereit', delivered: 'zugestellt', delayed: 'verspätet', failure: 'Zustellung gescheitert',
  },
};
