/** A label for use within a sentence: in lowercase, except for words with inner capitals such as "ID" or "LinkedIn". */
export const inSentence = (label: string): string =>
  label.replace(/\S+/g, (word) => (/.\p{Lu}/u.test(word) ? word : word.toLowerCase()));
