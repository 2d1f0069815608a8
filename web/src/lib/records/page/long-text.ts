const foldedAbove = { characters: 240, lines: 6 };

/** Whether a text is folded, so that it doesn’t push other fields out of view. */
export const isLongText = (text: string): boolean =>
  text.length > foldedAbove.characters || text.split('\n').length > foldedAbove.lines;
