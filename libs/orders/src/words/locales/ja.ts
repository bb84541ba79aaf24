import type { OrderWords } from '../order-words.js';

export const ja: OrderWords = {
  subject: {
    shipped: (number) => `ご注文 ${number} を発送しました`,
    delayed: (number) => `ご注文 ${number} のお届けが遅れます`,
    delivered: (number) => `ご注文 ${number} が配達されました`,
  },
  shipped: (number, store) => `${store} からのお知らせです。ご注文 ${number} を配送業者に引き渡しました。`,
  delivered: (number, store) => `${store} のご注文 ${number} が配達されました。お気に召しましたら幸いです。`,
  delayed: (number, date, before) => `申し訳ございません。ご注文 ${number} のお届けが遅れております。${before ? `お約束の${before}から、${date}に変更となりました。` : `現在のお届け予定日は${date}です。`}`,
  delayedOpen: (number) => `申し訳ございません。ご注文 ${number} のお届けが遅れております。新しい日程は未定ですが、わかり次第お知らせします。`,
  parcel: (carrier, tracking) => `${carrier ? `${carrier}、` : ''}追跡番号：${tracking}`,
  follow: (url) => `荷物を追跡：${url}`,
  expected: (date) => `お届け予定日：${date}`,
  reply: 'ご質問がありましたら、このメッセージにご返信ください。',
  title: '注文はどこですか',
  status: {
    pending: (number) => `ご注文 ${number} を承りました。お支払いまたは確認がまだ済んでおりません。`,
    paid: (number) => `ご注文 ${number} はお支払い済みで、梱包をお待ちいただいています。`,
    processing: (number) => `ご注文 ${number} は発送準備中です。`,
    shipped: (number) => `ご注文 ${number} は配送中です。`,
    delivered: (number) => `ご注文 ${number} は配達済みです。`,
    cancelled: (number) => `ご注文 ${number} はキャンセルされました。`,
    refunded: (number) => `ご注文 ${number} は返金されました。`,
    returned: (number) => `ご注文 ${number} は当店に返送されました。`,
  },
  lastScan: (what, place, date) => `配送業者からの最新情報：${what}${place ? `、${place}` : ''}（${date}）`,
  overdue: (date) => `${date}にお届けするお約束でしたが遅れております。状況を確認しています。`,
  verify: {
    intro: 'ご注文の状況をお知らせいたします。お客様の情報を守るため、まずご本人のご注文であることを確認させてください。次のいずれかの方法があります。',
    mail: (address) => `ご注文時のメールアドレスから ${address} にメールを送る`,
    whatsapp: 'ご注文時の電話番号の WhatsApp からご連絡いただく',
    signIn: 'ショップのアカウントにログインし、そこのチャットでもう一度お尋ねいただく',
  },
  scans: {
    confirmed: '登録済み', label_printed: 'ラベル印刷済み', label_purchased: 'ラベル作成済み', carrier_picked_up: '集荷済み', customs: '通関中', in_transit: '輸送中', out_for_delivery: '配達中',
    attempted_delivery: '配達を試みました', ready_for_pickup: '受け取り可能', delivered: '配達済み', delayed: '遅延', failure: '配達できませんでした',
  },
};
