import { foldSpelling } from '../fold-spelling.js';

/** Words that say how something is asked, not what about. Folded as the texts are. */
const byLanguage: Record<string, string> = {
  en: `a an the this that these those my your our their his her its i me we you they he she it is are was were be been am do does did done have has had having can could will would shall should may might must
    how what which who whom why if and or but so then than as at by for from in into of on to with without about there here please thanks thank hi hello hey dear good morning afternoon evening day
    just also too very really any some all no not yes ok okay want need like would know tell ask wonder wondering question help get got going go let us im ive id dont doesnt cant s t m re ve ll d
    everyone team guys sorry quick possible way best regards kind cheers still now one thing looking forward`,
  de: `der die das den dem des ein eine einen einem einer eines mein meine meinen meinem meiner dein euer eure eurem ihr ihre ihren ihrem ihrer unser ich mich mir wir uns du dir dich er sie es man
    ist sind war waren bin bist sein werden wird wurde wurden worden habe haben hat hatte hatten kann können könnte konnte möchte möchten will wollen würde würden soll sollte muss müssen darf dürfen
    wie was welche welcher welches wer warum wieso ob und oder aber dann als an am auf aus bei beim für im in ins mit nach ohne um von vom vor zu zum zur über unter da hier dort bitte danke vielen dank
    hallo hi guten tag morgen abend moin liebe lieber sehr geehrte damen herren team auch noch schon nur mal gerne gern denn doch ja nein nicht kein keine keinen gibt geht gehts frage fragen hilfe wissen sagen
    etwas eigentlich viele grüße gruß freundliche freundlichen mfg lg dass sich hoch`,
  fr: `le la les l un une des du de d mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs je j me m moi nous vous tu te il elle on ils elles ce c cet cette ces cela ça ca
    est sont suis es êtes etait était être ai as a avez avons ont avoir peut peux puis pouvez pouvoir voudrais veux voulez aimerais dois doit faut faire fait
    comment que qu quoi quel quelle quels quelles qui pourquoi si et ou mais donc puis à au aux en dans par pour sur avec sans chez y ne n pas plus svp s il plaît plait merci bonjour bonsoir salut
    madame monsieur cordialement aussi très encore déjà juste savoir question aide est-ce`,
  es: `el la los las un una unos unas lo al del de mi mis tu tus su sus nuestro nuestra vuestro yo me nosotros nos tú te usted ustedes él ella ellos es son soy era ser estar está estan están estoy
    he ha han hay haber tengo tiene tienen tener puedo puede pueden podría poder quiero quiere quisiera gustaría debo debe hacer hago hace
    cómo como qué que cuál cual cuáles quién por porque si sí y o u pero entonces a en con sin para sobre desde hasta no ni más muy ya también solo este esta estos estas ese esa eso esto
    favor gracias hola buenos buenas días dias tardes noches saludos estimados pregunta ayuda saber`,
  it: `il lo la i gli le un uno una di a da in con su per tra fra del della dei delle al alla nel nella mio mia miei tuo suo vostro nostra io mi noi ci voi vi lei è sono sei era essere ho ha hai hanno avere
    posso può potete vorrei voglio devo deve fare come che cosa quale quali chi perché se e o ma non più grazie ciao buongiorno buonasera salve favore anche molto`,
  pt: `o a os as um uma uns umas de do da dos das em no na nos nas por para com sem ao meu minha seu sua nosso eu me nós você vocês ele ela é são sou está estão estou ser tem tenho têm ter posso pode podem
    poderia quero queria gostaria devo como que qual quais quem porque se e ou mas não mais muito já também olá oi bom boa dia tarde noite obrigado obrigada favor`,
  nl: `de het een mijn jullie uw onze ik me mij wij we ons jij je u hij zij is zijn was ben bent worden wordt heb hebben heeft had kan kunnen kunt zou wil willen moet mag hoe wat welke wie waarom of en maar
    dan als aan bij door in met naar om op over te tot uit van voor zonder er hier daar graag bedankt dank hallo hoi goedemorgen goedemiddag ook nog al niet geen vraag weten alstublieft`,
  ar: `في من على إلى الى عن مع هل ما ماذا كيف لماذا هو هي هم انا أنا نحن انت أنت انتم هذا هذه ذلك تلك التي الذي لي لك لكم لنا له لها أن ان إن كان كانت يكون قد لقد لا لم لن ليس و أو او ثم لكن إذا اذا
    مرحبا السلام عليكم شكرا شكراً لكم من فضلك فضلكم رجاء أريد اريد ارغب أود اود يمكن يمكنني أستطيع استطيع ممكن عندي لدي لديكم صباح مساء الخير كل أي اي يا`,
  ru: `и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по от меня еще мне для мы мой моя мои ваш ваша ваши это этот эта ли или если есть был была быть можно могу можете может
    хочу хотел хотела нужно надо привет здравствуйте добрый день спасибо пожалуйста подскажите скажите очень уже только при из о об до`,
};

/** What Chinese and Japanese say between the words that matter. Longer ones first, so that no rest of one stays. */
const phrases = `请问一下 请问 您好 你好 谢谢 多谢 麻烦 一下 怎么样 怎么办 怎么 怎样 如何 什么 可不可以 能不能 是不是 有没有 可以 能够 需要 想要 我们 你们 您们 他们 这个 那个 一个 知道
  問い合わせ お願いします お願い 教えてください ください ありがとうございます ありがとう こんにちは ですか ますか でしょうか します できます です ます
  我 你 您 他 她 的 了 吗 呢 吧 啊 呀 嗎 是 有 在 想 要 能 会 請 请 给 把 被 和 与 也 都 就 还 很 不`.split(/\s+/);

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Words that carry no meaning of their own, of every language together. */
export const noiseWords = new Set(Object.values(byLanguage).flatMap((words) => words.split(/\s+/)).map(foldSpelling).filter(Boolean));

/** The same for scripts that write words without spaces between them. */
export const noiseCharacters = new RegExp(phrases.filter(Boolean).map(escape).join('|'), 'gu');
