import type { OrderWords } from '../order-words.js';

export const pt: OrderWords = {
  subject: {
    shipped: (number) => `A sua encomenda ${number} está a caminho`,
    delayed: (number) => `A sua encomenda ${number} vai chegar mais tarde do que o prometido`,
    delivered: (number) => `A sua encomenda ${number} foi entregue`,
  },
  shipped: (number, store) => `Boas notícias da ${store}: a sua encomenda ${number} foi entregue à transportadora.`,
  delivered: (number, store) => `A sua encomenda ${number} da ${store} foi entregue. Esperamos que goste.`,
  delayed: (number, date, before) => `A sua encomenda ${number} está atrasada. ${before ? `Tínhamos prometido ${before}; a nova data é ${date}.` : `É agora esperada para ${date}.`} Pedimos desculpa.`,
  delayedOpen: (number) => `A sua encomenda ${number} está atrasada. Ainda não há nova data; avisamos assim que a soubermos. Pedimos desculpa.`,
  parcel: (carrier, tracking) => `${carrier ? `${carrier}, ` : ''}número de rastreio: ${tracking}`,
  follow: (url) => `Acompanhar a encomenda: ${url}`,
  expected: (date) => `Entrega prevista: ${date}.`,
  reply: 'Se tiver alguma pergunta, responda a esta mensagem.',
  title: 'Onde está a minha encomenda',
  status: {
    pending: (number) => `Recebemos a sua encomenda ${number}; ainda não está paga ou confirmada.`,
    paid: (number) => `A sua encomenda ${number} está paga e aguarda ser embalada.`,
    processing: (number) => `Estamos a preparar a sua encomenda ${number}.`,
    shipped: (number) => `A sua encomenda ${number} está a caminho.`,
    delivered: (number) => `A sua encomenda ${number} foi entregue.`,
    cancelled: (number) => `A sua encomenda ${number} foi cancelada.`,
    refunded: (number) => `A sua encomenda ${number} foi reembolsada.`,
    returned: (number) => `A sua encomenda ${number} voltou para nós.`,
  },
  lastScan: (what, place, date) => `Última notícia da transportadora: ${what}${place ? `, ${place}` : ''} (${date}).`,
  overdue: (date) => `Estava prometida para ${date} e está atrasada; estamos a averiguar.`,
  verify: {
    intro: 'Teremos gosto em dizer-lhe onde está a sua encomenda. Para proteger os seus dados, precisamos primeiro de saber que é sua. Pode mostrá-lo assim:',
    mail: (address) => `escreva para ${address} a partir do e-mail com que fez a encomenda`,
    whatsapp: 'escreva-nos por WhatsApp a partir do telefone com que fez a encomenda',
    signIn: 'entre na sua conta da loja e pergunte de novo no chat',
  },
  scans: {
    confirmed: 'anunciada', label_printed: 'etiqueta impressa', label_purchased: 'etiqueta criada', carrier_picked_up: 'recolhida pela transportadora', customs: 'na alfândega', in_transit: 'em trânsito', out_for_delivery: 'em distribuição',
    attempted_delivery: 'tentativa de entrega', ready_for_pickup: 'pronta para levantar', delivered: 'entregue', delayed: 'atrasada', failure: 'entrega falhada',
  },
};
