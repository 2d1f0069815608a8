import type { Noun } from './nouns.ts';

/** Endings of feminine nouns. In commerce, "orden" is feminine, too. Nouns with an ending in `masculine` are exceptions, such as "programa". */
const feminine = /(?:a|[cstx]ión|[dt]ad|tud|umbre|triz|^orden)$/;
const masculine = /(?:grama|ema|ista|mapa|día)$/;

/** Whether a noun is feminine. In compounds such as "oportunidad de venta", the first word determines the gender. */
function isFeminine({ one }: Noun): boolean {
  const [head = ''] = one.toLowerCase().split(' ');
  return feminine.test(head) && !masculine.test(head);
}

/** Whether a label is plural, such as "Etiquetas". In compounds such as "Horas de visita", the first word determines it. */
export const isPlural = (label: string): boolean => /^\S+[aeo]s(?: |$)/i.test(label);

/** The ending of words that agree with the noun, as in `convertid${o(noun)}`. */
export const o = (noun: Noun): string => (isFeminine(noun) ? 'a' : 'o');
export const el = (noun: Noun): string => `${isFeminine(noun) ? 'la' : 'el'} ${noun.one}`;
/** The object pronoun for the noun, as in "la ganó". */
export const lo = (noun: Noun): string => (isFeminine(noun) ? 'la' : 'lo');
export const los = (noun: Noun): string => `${isFeminine(noun) ? 'las' : 'los'} ${noun.many}`;
export const un = (noun: Noun): string => `${isFeminine(noun) ? 'una' : 'un'} ${noun.one}`;
export const este = (noun: Noun): string => `${isFeminine(noun) ? 'esta' : 'este'} ${noun.one}`;
export const al = (noun: Noun): string => `${isFeminine(noun) ? 'a la' : 'al'} ${noun.one}`;
export const del = (noun: Noun): string => `${isFeminine(noun) ? 'de la' : 'del'} ${noun.one}`;

/** The label of a state, such as "Enviado", that agrees with the noun of what is in it: "Enviada". */
export const agreeing = (label: string, noun: Noun): string =>
  label.replace(/(?<=(?:ad|id|iert|uelt|ctiv|uev))[oa]$/, o(noun));
