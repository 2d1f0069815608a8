/** Words that a typo is looked for in, at most. */
const similarMax = 20;

/** The terms that begin with a word but for one typo. */
export function typosIn(terms: Iterable<{ term: string }>, word: string): string[] {
  const similar: string[] = [];
  for (const { term } of terms) {
    if (beginsAlmost(term, word)) similar.push(term);
    if (similar.length === similarMax) break;
  }
  return similar;
}

/** Whether a text begins with a word in which one letter is wrong, missing, too many, or changed places with the next. */
export function beginsAlmost(text: string, word: string): boolean {
  let at = 0;
  while (at < word.length && text[at] === word[at]) at += 1;
  if (at === word.length) return true;
  const [rest, typed] = [text.slice(at), word.slice(at)];
  const swapped = typed.slice(1, 2) + typed.slice(0, 1) + typed.slice(2);
  return (
    rest.slice(1).startsWith(typed.slice(1)) ||
    rest.slice(1).startsWith(typed) ||
    rest.startsWith(typed.slice(1)) ||
    rest.startsWith(swapped)
  );
}
