/** What records of a type are called, as labels: "Deal" and "Deals". */
export interface NounForms {
  one: string;
  many: string;
}

/** A label as used within a sentence. Words with capitals of their own, such as VIP, keep them. */
export const inSentence = (label: string): string =>
  label.slice(1) === label.slice(1).toLowerCase() ? label.toLowerCase() : label;

/** An English noun with its article: "a deal", "an opportunity". */
export const a = ({ one }: Pick<NounForms, 'one'>): string => `${/^[aeio]/i.test(one) ? 'an' : 'a'} ${one}`;
