import type { OrderWords } from '../order-words.js';

export const zh: OrderWords = {
  subject: {
    shipped: (number) => `您的订单 ${number} 已发货`,
    delayed: (number) => `您的订单 ${number} 将晚于承诺日期送达`,
    delivered: (number) => `您的订单 ${number} 已送达`,
  },
  shipped: (number, store) => `${store} 通知您：您的订单 ${number} 已交给承运商。`,
  delivered: (number, store) => `您在 ${store} 的订单 ${number} 已送达，希望您喜欢。`,
  delayed: (number, date, before) => `很抱歉，您的订单 ${number} 有所延误。${before ? `原承诺送达日期为${before}，新的日期为${date}。` : `目前预计于${date}送达。`}`,
  delayedOpen: (number) => `很抱歉，您的订单 ${number} 有所延误。目前还没有新的日期，一有消息我们会立即告诉您。`,
  parcel: (carrier, tracking) => `${carrier ? `${carrier}，` : ''}运单号：${tracking}`,
  follow: (url) => `查询包裹：${url}`,
  expected: (date) => `预计于${date}送达。`,
  reply: '如有疑问，直接回复此消息即可。',
  title: '我的订单到哪了',
  status: {
    pending: (number) => `我们已收到您的订单 ${number}，尚未付款或确认。`,
    paid: (number) => `您的订单 ${number} 已付款，等待打包。`,
    processing: (number) => `您的订单 ${number} 正在备货。`,
    shipped: (number) => `您的订单 ${number} 正在运输途中。`,
    delivered: (number) => `您的订单 ${number} 已送达。`,
    cancelled: (number) => `您的订单 ${number} 已取消。`,
    refunded: (number) => `您的订单 ${number} 已退款。`,
    returned: (number) => `您的订单 ${number} 已退回到我们这里。`,
  },
  lastScan: (what, place, date) => `承运商最新消息：${what}${place ? `，${place}` : ''}（${date}）。`,
  overdue: (date) => `原承诺于${date}送达，现已延误，我们正在核实原因。`,
  verify: {
    intro: '我们很乐意告诉您订单的进展。为保护您的信息，需要先确认订单属于您。您可以这样证明：',
    mail: (address) => `用下单时的邮箱写信到 ${address}`,
    whatsapp: '用下单时的手机号通过 WhatsApp 联系我们',
    signIn: '在商店登录您的账户，然后在那里的聊天中再问一次',
  },
  scans: {
    confirmed: '已预报', label_printed: '已打印面单', label_purchased: '已生成面单', carrier_picked_up: '承运商已揽收', customs: '海关处理中', in_transit: '运输中', out_for_delivery: '派送中',
    attempted_delivery: '尝试派送', ready_for_pickup: '可自提', delivered: '已送达', delayed: '延误', failure: '派送失败',
  },
};
