/** Sets of one byte a letter by which mail without a declared set is read, most usual first. */
export const narrowCharsets = [
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1254',
  'windows-1253',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-874',
  'koi8-r',
  'iso-8859-2',
  'iso-8859-5',
  'cp866',
  'macroman',
];
/** Sets that are rare: they have to read better than others by so much. */
export const rareness: Record<string, number> = { 'iso-8859-5': 0.1, cp866: 0.1, macroman: 0.4 };
export const wideCharsets = ['gb18030', 'big5', 'shift_jis', 'euc-kr', 'euc-jp'];

const western = ['de', 'fr', 'es', 'pt', 'it', 'nl', 'sv', 'da', 'no', 'fi', 'is', 'ca', 'en', 'eu', 'gl'];

/** The languages that are written in each set. */
export const languagesOf: Record<string, string[]> = {
  'windows-1252': western,
  'iso-8859-15': western,
  macroman: western,
  'windows-1250': ['cs', 'sk', 'pl', 'hu', 'ro', 'hr', 'sl', 'bs'],
  'windows-1251': ['ru', 'uk', 'bg', 'be', 'sr', 'mk'],
  'windows-1253': ['el'],
  'windows-1254': ['tr', 'az'],
  'windows-1255': ['he'],
  'windows-1256': ['ar', 'fa', 'ur'],
  'windows-1257': ['lt', 'lv', 'et'],
  'windows-874': ['th'],
  'koi8-r': ['ru', 'bg'],
  'iso-8859-5': ['ru', 'bg', 'sr', 'mk'],
  cp866: ['ru', 'uk', 'be', 'bg'],
  'iso-8859-2': ['cs', 'sk', 'pl', 'hu', 'ro', 'hr', 'sl', 'bs'],
  gb18030: ['zh'],
  big5: ['zh'],
  shift_jis: ['ja'],
  'euc-jp': ['ja'],
  'euc-kr': ['ko'],
};

const centralEuropean = ['ěščřžýáíéúůťďňó', 'ľščťžýáíéúäôňďĺŕó', 'ąćęłńóśźż', 'áéíóöőúüű', 'ăâîşţ', 'čćđšž'];

const westEuropean = [
  'äöüß',
  'éèêëàâçùûîïôœæÿ',
  'ñáéíóúü',
  'ãõçáâàéêíóôúü',
  'àèéìòù',
  'äåöéæø',
  'áéíóúýðþæö',
  'ëïéèöüáóê',
  'àèéíïóòúüç',
];

/** Letters beyond ASCII of the languages with a Latin script, a text for each alphabet. */
export const alphabets: Record<string, string[]> = {
  'windows-1252': westEuropean,
  'iso-8859-15': [...westEuropean, 'äöõšž'],
  macroman: westEuropean,
  'windows-1250': centralEuropean,
  'iso-8859-2': centralEuropean,
  'windows-1254': ['çğıöşüİâî'],
  'windows-1257': ['ąčęėįšųūž', 'āčēģīķļņšūž', 'äõöüšž'],
};

const cyrillic = 'оеаинтсрвлкмдпуяыьгзбчійхжїшщю';
/** The usual letters of other scripts. */
export const usualLetters: Record<string, string> = {
  'windows-1251': cyrillic,
  'iso-8859-5': cyrillic,
  cp866: cyrillic,
  'koi8-r': cyrillic.replace(/[ії]/g, ''),
  'windows-1253': 'αοιετσνηυρπκμλςωδγάέίόήύώχ',
  'windows-1255': 'יוהלאמתרשבנדחקפעםןגט',
  'windows-1256': 'الينمتوربهعدسكفحقجطصىخش',
  'windows-874': 'านรอกเงมยลวดทสต่้ัีคิไะปบหพขชจ์แ็ืุู',
};

/** Characters that every Chinese text has, and those of a shop's; then those with another traditional form. */
const simplified =
  '的一是不了在有人我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔订单包裹收货退款换查请谢您快递物流寄付号码尺寸客服票券退错漏破损坏质量颜色联系催优惠支付款运费址送达蓝红黑白绿袋箱';
const traditional =
  '這個們來為國說時會對過發後裡種經麼學現當沒動還進樣開從實軍無與長機業將兩間問應戰頭見產話內給門東聲員論處義幾認條氣題爾別變總電數報結務場計資許統區隊決馬書則聽達強難權設記類據邊張該規萬覺術領確傳師觀讓識帶導爭運筆訂單貨換請謝遞寄號碼';
/** The usual characters of the sets of several bytes. */
export const usualCharacters: Record<string, ReadonlySet<string>> = {
  gb18030: new Set(simplified),
  big5: new Set([...Array.from(simplified).filter((sign) => /[\u4e00-\u9fff]/u.test(sign)), ...traditional]),
  'euc-kr': new Set(
    '이다는을에의가로하고은지한를기사도어리서인자시나정대수일아라과전부해보적제구장들만스있그원소비성동여주상안면었조것니으게세요위모연우내감선고무화관중국습않합십까되았해까환불반품교배송택문취결언',
  ),
};
