/** Letters that Unicode does not decompose into a base letter and a mark. */
const plainLetters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
};

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '');

/** Lower case, without accents, words parted by single blanks: how text is compared, sorted and found. */
export function fold(text: string): string {
  return plain(plain(text).toLowerCase())
    .replace(/[ßæœøłđðþıħŋ]/g, (letter) => plainLetters[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The text begun at each of its words: `maria gomez` gives `maria gomez` and `gomez maria`. */
export function rotations(folded: string, most = 6): string[] {
  const words = folded.split(' ').filter(Boolean);
  return words.slice(0, most).map((_, index) => [...words.slice(index), ...words.slice(0, index)].join(' '));
}

/** As much of a text as keys of words and lists hold: 200 characters, at most 800 bytes. */
export const keyText = (text: string): string => [...text].slice(0, 200).join('').trimEnd();

/** Begins the words of phone numbers: no text folds to it, so that digits of a text are not taken for a number's end. */
export const phoneMark = '+';

/** A phone number's word: its digits from the end, so that the last digits are a beginning. */
export function phoneWord(text: string): string {
  return phoneMark + [...text.replace(/\D/g, '')].reverse().join('');
}

/** A record's searchable words: rotations of names, e-mail whole and by its domain, phone numbers backwards. */
export function wordsOf(parts: {
  names: (string | undefined)[];
  emails: (string | undefined)[];
  phones: string[];
  companies?: (string | undefined)[];
  codes?: string[];
}): string[] {
  const companies = (parts.companies ?? []).flatMap((company) => rotations(fold(company ?? '')));
  const codes = (parts.codes ?? []).map(fold);
  const names = rotations(fold(parts.names.filter(Boolean).join(' ')));
  const emails = parts.emails.flatMap((email) =>
    email ? [fold(email), fold(email.slice(email.indexOf('@') + 1))] : [],
  );
  const phones = parts.phones.map(phoneWord);
  return [...new Set([...names, ...companies, ...codes, ...emails, ...phones])]
    .filter((word) => word.length >= 2)
    .map(keyText);
}
