import type { OrderWords } from '../order-words.js';

export const it: OrderWords = {
  subject: {
    shipped: (number) => `Il suo ordine ${number} è in viaggio`,
    delayed: (number) => `Il suo ordine ${number} arriverà più tardi del previsto`,
    delivered: (number) => `Il suo ordine ${number} è stato consegnato`,
  },
  shipped: (number, store) => `Buone notizie da ${store}: il suo ordine ${number} è stato affidato al corriere.`,
  delivered: (number, store) => `Il suo ordine ${number} di ${store} è stato consegnato. Speriamo che le piaccia.`,
  delayed: (number, date, before) => `Il suo ordine ${number} è in ritardo. ${before ? `Lo avevamo promesso per ${before}; la nuova data è ${date}.` : `Ora è atteso per ${date}.`} Ci scusiamo.`,
  delayedOpen: (number) => `Il suo ordine ${number} è in ritardo. Non c’è ancora una nuova data; gliela diremo appena la sapremo. Ci scusiamo.`,
  parcel: (carrier, tracking) => `${carrier ? `${carrier}, ` : ''}numero di spedizione: ${tracking}`,
  follow: (url) => `Seguire il pacco: ${url}`,
  expected: (date) => `Consegna prevista: ${date}.`,
  reply: 'Per qualsiasi domanda risponda a questo messaggio.',
  title: 'Dov’è il mio ordine',
  status: {
    pending: (number) => `Abbiamo ricevuto il suo ordine ${number}; non è ancora pagato o confermato.`,
    paid: (number) => `Il suo ordine ${number} è pagato e attende di essere imballato.`,
    processing: (number) => `Stiamo preparando il suo ordine ${number}.`,
    shipped: (number) => `Il suo ordine ${number} è in viaggio.`,
    delivered: (number) => `Il suo ordine ${number} è stato consegnato.`,
    cancelled: (number) => `Il suo ordine ${number} è stato annullato.`,
    refunded: (number) => `Il suo ordine ${number} è stato rimborsato.`,
    returned: (number) => `Il suo ordine ${number} è tornato da noi.`,
  },
  lastScan: (what, place, date) => `Ultima notizia dal corriere: ${what}${place ? `, ${place}` : ''} (${date}).`,
  overdue: (date) => `Era promesso per ${date} ed è in ritardo; stiamo verificando.`,
  verify: {
    intro: 'Le diremo volentieri dov’è il suo ordine. Per proteggere i suoi dati dobbiamo prima sapere che è suo. Può dimostrarlo così:',
    mail: (address) => `scriva a ${address} dall’indirizzo e-mail usato per l’ordine`,
    whatsapp: 'ci scriva su WhatsApp dal numero di telefono usato per l’ordine',
    signIn: 'acceda al suo account nel negozio e ripeta la domanda nella chat',
  },
  scans: {
    confirmed: 'annunciato', label_printed: 'etichetta stampata', label_purchased: 'etichetta creata', carrier_picked_up: 'ritirato dal corriere', customs: 'in dogana', in_transit: 'in transito', out_for_delivery: 'in consegna',
    attempted_delivery: 'tentata consegna', ready_for_pickup: 'pronto per il ritiro', delivered: 'consegnato', delayed: 'in ritardo', failure: 'consegna non riuscita',
  },
};
