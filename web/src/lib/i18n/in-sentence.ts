/** A label within a sentence: words are lowercased, except those with capitals of their own such as “ID” or “LinkedIn”. */
export const inSentence = (label: string): string =>
  label.replace(/\S+/g, (word) => (/.\p{Lu}/u.test(word) ? word : word.toLowerCase()));
