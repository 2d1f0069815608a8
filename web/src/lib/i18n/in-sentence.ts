/** A label within a sentence: lowercased, except for words with further capitals, such as “ID” or “LinkedIn”. */
export const inSentence = (label: string): string =>
  label.replace(/\S+/g, (word) => (/.\p{Lu}/u.test(word) ? word : word.toLowerCase()));
