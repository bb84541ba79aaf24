import type { OrderWords } from '../order-words.js';

export const fr: OrderWords = {
  subject: {
    shipped: (number) => `Votre commande ${number} est en route`,
    delayed: (number) => `Votre commande ${number} arrivera plus tard que prévu`,
    delivered: (number) => `Votre commande ${number} a été livrée`,
  },
  shipped: (number, store) => `Bonne nouvelle de ${store} : votre commande ${number} a été remise au transporteur.`,
  delivered: (number, store) => `Votre commande ${number} de ${store} a été livrée. Nous espérons qu’elle vous plaira.`,
  delayed: (number, date, before) => `Votre commande ${number} a du retard. ${before ? `Nous l’avions promise pour le ${before} ; la nouvelle date est le ${date}.` : `Elle est maintenant attendue le ${date}.`} Veuillez nous en excuser.`,
  delayedOpen: (number) => `Votre commande ${number} a du retard. Il n’y a pas encore de nouvelle date ; nous vous la dirons dès que nous la connaîtrons. Veuillez nous en excuser.`,
  parcel: (carrier, tracking) => `${carrier ? `${carrier}, ` : ''}numéro de suivi : ${tracking}`,
  follow: (url) => `Suivre le colis : ${url}`,
  expected: (date) => `Livraison prévue le ${date}.`,
  reply: 'Pour toute question, répondez simplement à ce message.',
  title: 'Où est ma commande',
  status: {
    pending: (number) => `Nous avons reçu votre commande ${number} ; elle n’est pas encore payée ou confirmée.`,
    paid: (number) => `Votre commande ${number} est payée et attend d’être emballée.`,
    processing: (number) => `Votre commande ${number} est en préparation.`,
    shipped: (number) => `Votre commande ${number} est en route.`,
    delivered: (number) => `Votre commande ${number} a été livrée.`,
    cancelled: (number) => `Votre commande ${number} a été annulée.`,
    refunded: (number) => `Votre commande ${number} a été remboursée.`,
    returned: (number) => `Votre commande ${number} nous est revenue.`,
  },
  lastScan: (what, place, date) => `Dernière nouvelle du transporteur : ${what}${place ? `, ${place}` : ''} (${date}).`,
  overdue: (date) => `Elle était promise pour le ${date} et a donc du retard ; nous cherchons à savoir pourquoi.`,
  verify: {
    intro: 'Nous vous dirons volontiers où en est votre commande. Pour protéger vos données, nous devons d’abord savoir qu’elle est à vous. Voici comment le montrer :',
    mail: (address) => `écrivez à ${address} depuis l’adresse e-mail de votre commande`,
    whatsapp: 'écrivez-nous sur WhatsApp depuis le numéro de téléphone de votre commande',
    signIn: 'connectez-vous à votre compte dans la boutique et reposez la question dans le chat',
  },
  scans: {
    confirmed: 'annoncé', label_printed: 'étiquette imprimée', label_purchased: 'étiquette créée', carrier_picked_up: 'pris en charge', customs: 'à la douane', in_transit: 'en transit', out_for_delivery: 'en cours de livraison',
    attempted_delivery: 'tentative de livraison', ready_for_pickup: 'prêt à être retiré', delivered: 'livré', delayed: 'retardé', failure: 'échec de la livraison',
  },
};
