/**
 * Ways of asking where an order is. Each pattern is a whole question: a mere mention of an order is none, for it may be
 * about anything.
 */
const patterns: Record<string, RegExp[]> = {
  en: [
    /\bwhere(?:'s|’s|s| is| are| the heck is)\s+(?:my|our|the)\s+(?:\w+\s+)?(?:order|parcel|package|delivery|shipment|stuff|items?|goods)\b/,
    /\bwhen\s+(?:will|does|is|can|should|are)\b.{0,30}\b(?:order|parcel|package|delivery|shipment|items?)\b.{0,30}\b(?:arriv\w+|come|coming|delivered|get here|be here|ship\w*|expect\w*)\b/,
    /\b(?:has|have|did)\b.{0,12}\b(?:order|parcel|package)\b.{0,15}\b(?:shipped|ship|been sent|left|dispatched)\b/,
    /\b(?:status|whereabouts|tracking|track|update)\b.{0,20}\b(?:order|parcel|package|delivery|shipment)\b/,
    /\b(?:order|parcel|package|delivery|shipment)\b.{0,10}\b(?:status|tracking|update)\b/,
    /\b(?:not|never|haven'?t|hasn'?t|didn'?t|still waiting)\b.{0,25}\b(?:received?|got|get|arrived|for)\b.{0,12}\b(?:order|parcel|package|delivery|shipment)\b/,
    /\b(?:order|parcel|package|delivery)\b.{0,25}\b(?:hasn'?t|has not|not|never|still not)\b.{0,10}\b(?:arrived|come|been delivered|here)\b/,
  ],
  de: [
    /\bwo\s+(?:ist|bleibt|steckt|sind|bleiben)\b.{0,12}\b(?:bestellung|paket|päckchen|lieferung|sendung|ware|artikel)\b/,
    /\bwann\b.{0,25}\b(?:bestellung|paket|lieferung|sendung|ware)\b.{0,25}\b(?:an|da|ankomm\w*|geliefert|zugestellt|kommt|kommen|verschickt|versendet|eintreffen)\b/,
    /\bwann\s+(?:kommt|kommen|wird|trifft)\b.{0,20}\b(?:bestellung|paket|lieferung|sendung|ware)\b/,
    /\b(?:status|stand|sendungsverfolgung|lieferstatus|bestellstatus|sendungsnummer|trackingnummer)\b.{0,25}\b(?:bestellung|paket|lieferung|sendung)\b/,
    /\b(?:bestellung|paket|lieferung|sendung)\b.{0,30}\b(?:noch nicht|nicht|immer noch)\b.{0,15}\b(?:angekommen|erhalten|da|eingetroffen|geliefert|bekommen)\b/,
    /\b(?:lieferstatus|bestellstatus)\b/,
  ],
  fr: [
    /\bo[uù]\s+(?:est|sont|en est|se trouve)\b.{0,15}\b(?:commande|colis|livraison|paquet)\b/,
    /\bquand\b.{0,30}\b(?:commande|colis|livraison|paquet)\b/,
    /\b(?:suivi|statut|suivre|état)\b.{0,20}\b(?:commande|colis|livraison)\b/,
    /\b(?:pas|jamais|toujours pas)\b.{0,12}\breçu\b.{0,15}\b(?:commande|colis|livraison|paquet)\b/,
    /\b(?:commande|colis)\b.{0,20}\b(?:pas|toujours pas)\b.{0,10}\b(?:arrivée?|livrée?|reçue?)/,
  ],
  es: [
    /\bd[oó]nde\s+(?:está|esta|están|estan|se encuentra|anda)\b.{0,12}\b(?:pedido|paquete|envío|envio|compra|orden)\b/,
    /\bcu[aá]ndo\b.{0,25}\b(?:pedido|paquete|envío|envio|compra)\b/,
    /\b(?:estado|seguimiento|rastrear|rastreo)\b.{0,20}\b(?:pedido|paquete|envío|envio|compra)\b/,
    /\b(?:no|nunca)\b.{0,15}\b(?:recibido|llegado|llega)\b.{0,20}\b(?:pedido|paquete|envío|envio|compra)\b/,
    /\b(?:pedido|paquete|envío)\b.{0,15}\bno\b.{0,10}\b(?:llegado|llega|llegó)/,
  ],
  it: [
    /\bdov['’ ]?\s?è\b.{0,12}\b(?:ordine|pacco|spedizione|consegna)\b/,
    /\bquando\b.{0,20}\barriv\w+\b.{0,15}\b(?:ordine|pacco|spedizione)\b/,
    /\b(?:stato|tracciare|tracking)\b.{0,20}\b(?:ordine|pacco|spedizione)\b/,
    /\bnon\b.{0,15}\b(?:ricevuto|arrivat\w)\b.{0,15}\b(?:ordine|pacco)\b/,
  ],
  pt: [
    /\bonde\s+(?:está|esta|estão|anda)\b.{0,12}\b(?:encomenda|pedido|pacote|entrega|compra)\b/,
    /\bquando\b.{0,20}\b(?:chega\w*|entreg\w+|recebo)\b.{0,15}\b(?:encomenda|pedido|pacote)\b/,
    /\b(?:estado|status|rastrear|rastreio)\b.{0,20}\b(?:encomenda|pedido|pacote)\b/,
    /\b(?:não|nao)\b.{0,12}\b(?:recebi|chegou)\b.{0,15}\b(?:encomenda|pedido|pacote)\b/,
  ],
  nl: [
    /\bwaar\s+(?:is|blijft|zijn)\b.{0,12}\b(?:bestelling|pakket|pakje|levering|zending)\b/,
    /\bwanneer\b.{0,25}\b(?:bestelling|pakket|pakje|levering|zending)\b/,
    /\b(?:bestelling|pakket|pakje)\b.{0,20}\bniet\b.{0,12}\b(?:ontvangen|aangekomen|binnen)\b/,
    /\b(?:status|track)\b.{0,15}\b(?:bestelling|pakket|zending)\b/,
  ],
  pl: [
    /\bgdzie\s+jest\b.{0,15}(?:zamówienie|paczka|przesyłka)/,
    /\bkiedy\b.{0,25}(?:zamówienie|paczka|przesyłka|dotrze)/,
    /\bstatus\b.{0,15}(?:zamówienia|przesyłki)/,
  ],
  tr: [/(?:siparişim|kargom|paketim)\s+nerede/, /(?:siparişim|kargom|paketim)\b.{0,20}ne zaman/],
  ru: [
    /где\s+(?:мой|моя|мои|наш|сейчас)?\s?.{0,6}(?:заказ|посылк|доставк)/,
    /когда\s.{0,20}(?:заказ|посылк|прид[её]т|доставят)/,
    /(?:статус|отследить)\s.{0,10}(?:заказ|посылк)/,
  ],
  uk: [/де\s+(?:моє|моя|мій)\s?.{0,6}(?:замовлення|посилка)/, /коли\s.{0,20}(?:замовлення|посилк|прийде)/],
  zh: [
    /(?:我|我们|我們)?(?:的|买的|買的|订的)?(?:订单|訂單|包裹|快递|快遞|货|貨|东西|東西|物流)[^，。？！]{0,8}(?:在哪|到哪|哪里|哪裡|哪儿|到了吗|到了嗎|发货了吗|发了吗|出貨了嗎|什么时候|什麼時候|何时|怎么还没|還沒|还没)/,
    /(?:什么时候|什麼時候|何时|多久|几时)[^，。？！]{0,8}(?:发货|發貨|出貨)/,
    /(?:查|查询|查詢|查一下|查看|跟踪)[^，。？！]{0,6}(?:订单|訂單|物流|快递|快遞|包裹)/,
    /(?:还没|還沒|没有|沒有|没|未)[^，。？！]{0,4}收到[^，。？！]{0,6}(?:订单|包裹|快递|货|东西)/,
  ],
  ja: [
    /(?:注文|荷物|商品|配送)[^。？！]{0,10}(?:どこ|いつ届|届いて(?:い)?ませ|届きませ|状況|まだ)/,
    /いつ[^。？！]{0,8}(?:届|発送)/,
    /(?:追跡|配送状況)/,
  ],
  ko: [/(?:주문|택배|배송|소포)[^.?!]{0,12}(?:어디|언제|안 ?왔|조회|상태)/, /언제[^.?!]{0,8}(?:도착|배송|와요)/],
  ar: [
    /(?:أين|اين|وين|فين)\s.{0,6}(?:طلبي|طلبيتي|الطلب|شحنتي|الشحنة|طردي|الطرد)/,
    /متى\s.{0,15}(?:طلبي|طلبيتي|الشحنة|شحنتي|الطرد|طردي)/,
    /(?:حالة|تتبع|متابعة)\s.{0,8}(?:طلبي|الطلب|شحنتي|الشحنة|الطرد)/,
    /لم\s.{0,10}(?:يصل|أستلم|استلم|تصل)\w*\s.{0,10}(?:طلبي|الطلب|شحنتي|الشحنة|الطرد)/,
  ],
};

/** What makes the same words a matter for a person: something is wrong, or wanted otherwise. */
const otherMatters = new RegExp(
  [
    /\b(?:damaged|broken|wrong|missing item|refund|cancel\w*|return\w*|change|address|invoice|complain\w*|lost|stolen|lawyer|charged)\b/,
    /\b(?:beschädigt|kaputt|falsch\w*|erstatt\w+|stornier\w*|retoure|zurückgeben|adresse|rechnung|verloren|gestohlen|anwalt)\b/,
    /\b(?:cassée?|abîmée?|rembours\w+|annul\w+|retour\w*|adresse|facture|perdue?|volée?)\b/,
    /\b(?:roto|dañado|reembolso|cancelar|devol\w+|dirección|factura|perdido|robado)\b/,
    /(?:退款|退货|退貨|取消|坏了|壞了|破损|改地址|地址|发票|投诉|丢了)/,
    /(?:استرداد|إلغاء|الغاء|مكسور|تالف|إرجاع|عنوان|فاتورة)/,
    /(?:返金|返品|キャンセル|壊れ|住所)/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

const longest = 400;
/** Accents are left out by some who type, and a pattern's \b knows none. */
const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{Mn}+/gu, '')
    .normalize('NFC');
const asked = Object.values(patterns)
  .flat()
  .map(({ source }) => new RegExp(fold(source)));
const unlike = new RegExp(fold(otherMatters.source));

/** Whether a message asks where an order is, and for nothing else. */
export function asksForOrder(message: string): boolean {
  const text = fold(message.normalize('NFKC').toLowerCase()).replaceAll('’', "'").replace(/\s+/g, ' ').trim();
  return text.length > 0 && text.length <= longest && !unlike.test(text) && asked.some((pattern) => pattern.test(text));
}
