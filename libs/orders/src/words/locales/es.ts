import type { OrderWords } from '../order-words.js';

export const es: OrderWords = {
  subject: {
    shipped: (number) => `Su pedido ${number} está en camino`,
    delayed: (number) => `Su pedido ${number} llegará más tarde de lo prometido`,
    delivered: (number) => `Su pedido ${number} ha sido entregado`,
  },
  shipped: (number, store) => `Buenas noticias de ${store}: hemos entregado su pedido ${number} al transportista.`,
  delivered: (number, store) => `Su pedido ${number} de ${store} ha sido entregado. Esperamos que le guste.`,
  delayed: (number, date, before) => `Su pedido ${number} se retrasa. ${before ? `Lo habíamos prometido para el ${before}; la nueva fecha es el ${date}.` : `Ahora se espera para el ${date}.`} Lo sentimos.`,
  delayedOpen: (number) => `Su pedido ${number} se retrasa. Todavía no hay una nueva fecha; se la diremos en cuanto la sepamos. Lo sentimos.`,
  parcel: (carrier, tracking) => `${carrier ? `${carrier}, ` : ''}número de seguimiento: ${tracking}`,
  follow: (url) => `Seguir el paquete: ${url}`,
  expected: (date) => `Entrega prevista el ${date}.`,
  reply: 'Si tiene alguna pregunta, responda a este mensaje.',
  title: 'Dónde está mi pedido',
  status: {
    pending: (number) => `Hemos recibido su pedido ${number}; aún no está pagado o confirmado.`,
    paid: (number) => `Su pedido ${number} está pagado y pendiente de preparar.`,
    processing: (number) => `Estamos preparando su pedido ${number}.`,
    shipped: (number) => `Su pedido ${number} está en camino.`,
    delivered: (number) => `Su pedido ${number} ha sido entregado.`,
    cancelled: (number) => `Su pedido ${number} ha sido cancelado.`,
    refunded: (number) => `Su pedido ${number} ha sido reembolsado.`,
    returned: (number) => `Su pedido ${number} nos ha sido devuelto.`,
  },
  lastScan: (what, place, date) => `Última noticia del transportista: ${what}${place ? `, ${place}` : ''} (${date}).`,
  overdue: (date) => `Estaba prometido para el ${date} y va con retraso; lo estamos averiguando.`,
  verify: {
    intro: 'Con gusto le diremos dónde está su pedido. Para proteger sus datos, antes necesitamos saber que es suyo. Puede demostrarlo así:',
    mail: (address) => `escriba a ${address} desde la dirección de correo con la que hizo el pedido`,
    whatsapp: 'escríbanos por WhatsApp desde el teléfono con el que hizo el pedido',
    signIn: 'entre en su cuenta de la tienda y vuelva a preguntar en el chat',
  },
  scans: {
    confirmed: 'anunciado', label_printed: 'etiqueta impresa', label_purchased: 'etiqueta creada', carrier_picked_up: 'recogido por el transportista', customs: 'en aduanas', in_transit: 'en tránsito', out_for_delivery: 'en reparto',
    attempted_delivery: 'intento de entrega', ready_for_pickup: 'listo para recoger', delivered: 'entregado', delayed: 'retrasado', failure: 'entrega fallida',
  },
};
