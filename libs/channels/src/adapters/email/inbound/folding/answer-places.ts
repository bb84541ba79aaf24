/** Stems of "answer, comment, see" and of the places in a quoted mail where answers stand, by language. */
const answersAt: [said: string, places: string][] = [
  [
    'answer|repl|respon|comment|remark|note|see|read|wrote|written|added|marked|feedback',
    'below|inline|in-line|beneath|underneath|further down|in between|in the text|in your (?:mail|e-?mail|message|text)|in (?:red|blue|green|bold|caps|capitals|colou?r)',
  ],
  [
    'antwort|beantwort|kommentar|anmerkung|siehe|s\\.|steht|stehen|geschrieben|ergänz|markiert',
    'unten|unterhalb|darunter|nachstehend|inline|im text|im mail|in (?:der|ihrer|deiner) (?:e-?)?mail|rot(?!\\p{L})|blau(?!\\p{L})|grün(?!\\p{L})|dazwischen|zwischen den zeilen',
  ],
  [
    'répon|commentaire|remarque|voir|cf|voyez|ajout',
    'ci-dessous|ci-après|plus bas|en dessous|en rouge|en bleu|en vert|en gras|dans le (?:texte|corps|message)|dans votre (?:mail|message)',
  ],
  [
    'respuesta|respond|contest|comentario|ver(?!\\p{L})|véa|vea|añad',
    'abajo|debajo|a continuación|en rojo|en azul|en verde|en negrita|en el (?:texto|cuerpo|mensaje)|intercalad',
  ],
  [
    'respost|respond|comentário|ver(?!\\p{L})|veja|vide',
    'abaixo|em baixo|a seguir|(?:a|em) vermelho|(?:a|em) azul|(?:a|em) verde|a negrito|no (?:texto|corpo)',
  ],
  [
    'rispost|rispond|comment|ved',
    'sotto|di seguito|qui sotto|in basso|in rosso|in blu|in verde|in grassetto|nel (?:testo|corpo|messaggio)',
  ],
  [
    'antwoord|beantwoord|reactie|opmerking|zie',
    'hieronder|onderstaand|beneden|onderaan|in (?:het )?rood|in (?:het )?blauw|in (?:het )?groen|vetgedrukt|in de tekst|tussen de regels|inline',
  ],
  ['odpow|komentarz|patrz|zob|uwagi', 'poniżej|niżej|na czerwono|na niebiesko|czerwon|w tekście|w treści'],
  ['ответ|отвеча|комментар|см\\.|смотр', 'ниже|внизу|красн|син|зел[её]н|в тексте'],
  ['відпов|коментар|див', 'нижче|червон|син|у тексті'],
  [
    'svar|kommentar|se(?!\\p{L})',
    'nedan|i rött|rött|röd|i blått|i texten|nedenfor|under|nederst|rødt|blåt|i teksten|inline',
  ],
  ['cevap|yanıt|yorum|bkz|bakın', 'aşağı|kırmızı|mavi|yeşil|metin içinde|metnin içinde|satır ara'],
  ['vastau|vastas|komment|ks|katso', 'alla|alapuolella|punaise|sinise|tekstissä'],
  ['odpov|viz|viď|koment|pozri', 'níže|nižšie|červen|modř|modr|v textu'],
  ['válasz|lásd|megjegyz', 'alább|lent|lejjebb|piros|kék|szövegben'],
  ['răspun|vezi|coment', 'mai jos|roșu|roşu|albastru|în text'],
  ['απαντ|απάντ|δείτε|σχόλι', 'παρακάτω|κάτω|κόκκιν|μπλε|στο κείμενο'],
  ['jawab|balas|lihat|komentar', 'di bawah|berikut|merah|biru'],
  ['trả lời|xem|phản hồi', 'bên dưới|dưới đây|phía dưới|màu đỏ|màu xanh'],
  ['ตอบ|ดู', 'ด้านล่าง|ข้างล่าง|สีแดง'],
  ['उत्तर|जवाब|देख', 'नीचे|लाल'],
  ['إجاب|أجب|اجاب|رد|انظر|تعليق', 'أدناه|ادناه|أسفل|بالأحمر|باللون|في الأسفل'],
  ['תשוב|עני|ראה|ראו|הערות', 'למטה|להלן|באדום|בכחול|בגוף'],
  [
    '回复|回覆|回答|答复|答覆|答案|批注|请见|請見|请看|請看',
    '下面|下方|下文|以下|如下|红色|紅色|红字|紅字|蓝色|藍色|蓝字|文中|原文',
  ],
  ['回答|返信|返事|コメント|お答え|ご覧|記入', '下記|以下|下に|下部|赤字|赤色|青字|文中|本文|インライン'],
  ['답변|답장|답을|답은|회신|의견|참고|참조', '아래|빨간|파란|본문|밑에'],
];
const nearest = 60;
const word = String.raw`(?<![\p{L}\p{M}])`;
const spaceless = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Thai}/u;
const pairs = answersAt.map(([said, places]) => {
  const begin = spaceless.test(said) ? '' : word;
  return { said: new RegExp(`${begin}(?:${said})`, 'giu'), place: new RegExp(`${begin}(?:${places})`, 'iu') };
});
/** What says so without a word for the answer. */
const alone = new RegExp(
  `${word}(?:in-?line|interleaved|zwischen den zeilen|siehe unten|intercalad|между строк)|见下|見下|赤字で|빨간 ?글씨`,
  'iu',
);
const longest = 5_000;

/** Whether words say that answers stand within the quote below them: "my answers below", "in red", "siehe unten". */
export function pointsBelow(text: string): boolean {
  const own = text.slice(0, longest);
  return alone.test(own) || pairs.some(({ said, place }) => isNear(own, said, place));
}

const isNear = (text: string, said: RegExp, place: RegExp): boolean =>
  [...text.matchAll(said)].some(({ index, 0: { length } }) =>
    place.test(text.slice(Math.max(0, index - nearest), index + length + nearest)),
  );
