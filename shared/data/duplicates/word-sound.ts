/** How letters sound in Spanish or English, in the order in which they are replaced. */
const sounds: [letters: RegExp, sound: string][] = [
  [/ph/g, 'f'],
  [/[sc]h/g, 'x'],
  [/^x(?=[aeiou])/, 'j'],
  [/h/g, ''],
  [/ll/g, 'i'],
  [/qu|q/g, 'k'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/gu(?=[ei])/g, 'g'],
  [/g(?=[ei])/g, 'j'],
  [/z/g, 's'],
  [/[vw]/g, 'b'],
  [/y/g, 'i'],
  [/(?!^)[aeiou]/g, ''],
  [/(.)\1+/g, '$1'],
];

/** The same for words that sound alike, such as `gomez` and `gomes`, and for some others. */
export const soundOf = (word: string): string =>
  sounds.reduce((text, [letters, sound]) => text.replace(letters, sound), word) || word;
