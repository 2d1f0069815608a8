/** Whether a typed text is a whole number from 1 to `most`. An empty text counts as one that isn't typed yet. */
export const isCount = (typed: string, most: number): boolean =>
  typed.trim() === '' || (/^[1-9]\d*$/.test(typed.trim()) && Number(typed) <= most);
