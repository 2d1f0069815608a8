/** The text in lowercase and without accents. Every character keeps its position. */
export function folded(text: string): string {
  return [...text]
    .map((letter) => {
      const plain = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
      return plain.length === letter.length ? plain : letter.toLowerCase().slice(0, letter.length);
    })
    .join('');
}

/** The first occurrence of `typed` in `text`, ignoring accents and case; undefined if there is none. */
export function matchAt(text: string, typed: string): { start: number; end: number } | undefined {
  const query = folded(typed.trim());
  const start = folded(text.normalize('NFC')).indexOf(query);
  return start < 0 ? undefined : { start, end: start + query.length };
}
