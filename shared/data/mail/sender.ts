import type { Language } from '#contract/language.ts';

const via: Record<Language, string> = { en: 'via', es: 'vía' };
const brandMax = 60;

/** How the sender of an organization's e-mails to its customers is named, such as "Cobalto S.L. (vía Cobalt CRM)". */
export function senderName(language: Language, brand: string): string {
  const letters = Array.from(brand.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim());
  const shown = letters.length > brandMax ? `${letters.slice(0, brandMax).join('')}…` : letters.join('');
  return `${shown} (${via[language]} Cobalt CRM)`;
}

/** The sender of an e-mail as RFC 5322 writes it: another name than the stage's own at the same address. */
export function fromWithName(from: string, name: string | undefined): string {
  if (name === undefined) return from;
  const address = /<([^>]+)>$/.exec(from)?.[1] ?? from;
  return `${/^[\x20-\x7e]*$/.test(name) ? quoted(name) : encodedWords(name)} <${address}>`;
}

const quoted = (name: string): string => `"${name.replaceAll(/["\\]/g, String.raw`\$&`)}"`;

/** An encoded word has at most 75 characters (RFC 2047), 12 of which surround the bytes in Base64. */
const bytesPerWord = 45;

function encodedWords(name: string): string {
  const words: string[] = [''];
  for (const letter of name.toWellFormed()) {
    const last = `${words.at(-1)}${letter}`;
    if (Buffer.byteLength(last) <= bytesPerWord) words[words.length - 1] = last;
    else words.push(letter);
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}
