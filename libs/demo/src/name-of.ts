interface Name {
  name: string;
  /** The part before the @. */
  mailName: string;
  /** As a letter begins. */
  address: string;
}

/** The first names as they are listed; after that each given name with the next one's family name, and so on. */
export function nameOf(people: string[], count: number): Name {
  const round = Math.floor(count / people.length);
  const [own, other] = [people[count % people.length]!, people[(count + round) % people.length]!].map(partsOf) as [
    Parts,
    Parts,
  ];
  const { isFamilyFirst, gap, given, title } = own;
  return {
    name: isFamilyFirst ? other.family + gap + given : given + gap + other.family,
    mailName: `${own.mailGiven}.${other.mailFamily}`,
    address: title ? title.replace('~', other.family) : given,
  };
}

interface Parts {
  given: string;
  family: string;
  gap: '' | ' ';
  isFamilyFirst: boolean;
  mailGiven: string;
  mailFamily: string;
  /** With ~ for the family name; empty where people are called by their given name. */
  title: string;
}

const han = /^\p{Script=Han}/u;

/** `name|mail name|form of address`: Chinese and Japanese names begin with the family's. */
function partsOf(person: string): Parts {
  const [name = '', mailName = '', address = ''] = person.split('|');
  const isFamilyFirst = han.test(name);
  const cut = name.includes(' ') ? name.indexOf(' ') : 1;
  const [first, rest] = [name.slice(0, cut), name.slice(cut).trim()];
  const [given, family] = isFamilyFirst ? [rest, first] : [first, rest];
  const [mailGiven = '', mailFamily = ''] = mailName.split('.');
  return {
    given,
    family,
    gap: name.includes(' ') ? ' ' : '',
    isFamilyFirst,
    mailGiven,
    mailFamily,
    title: address.includes(family) ? address.replace(family, '~') : '',
  };
}
