/** The singular and plural name of a record type as labels, such as "Deal" and "Deals". */
export interface NounForms {
  one: string;
  many: string;
}

/** A label as written within a sentence: in lowercase, unless it has capitals after the first letter, such as VIP. */
export const inSentence = (label: string): string =>
  label.slice(1) === label.slice(1).toLowerCase() ? label.toLowerCase() : label;

/** An English noun with its article: "a deal", "an opportunity". */
export const a = ({ one }: Pick<NounForms, 'one'>): string => `${/^[aeio]/i.test(one) ? 'an' : 'a'} ${one}`;

/** The text with its first letter capitalized. */
export const capitalized = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
