/**
 * The first word of a name and the word that tells families apart: the last one or, where people have two surnames, the
 * first of these. Particles such as "de" tell nothing.
 */
export function mainWords(
  name: string,
  hasTwoSurnames: boolean,
): [first: string, family: string | undefined] {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const [first = name.trim(), ...others] = words;
  const telling = others.filter((word) => /^\p{Lu}/u.test(word));
  const family = hasTwoSurnames && telling.length > 1 ? telling.at(-2) : others.at(-1);
  return [first, family];
}
