const boards = {
  skip: 'Skip to the cards',
  columns: 'Columns',
  weighted: (sum: string) => `${sum} weighted`,
  addIn: (record: string, column: string) => `Add ${record} in ${column}`,
  empty: (records: string) => `No ${records} here`,
  failed: 'The board could not be loaded',
  moreFailed: 'More cards could not be loaded',
  cameFrom: 'It was here',
  notMoved: (title: string, why: string) => `${title} was moved back: ${why}`,
  moved: (title: string, place: string) => `${title} moved to ${place}`,
  lifted: (title: string, place: string) =>
    `${title} picked up. ${place}. Use the arrow keys to move, Space to drop, Escape to cancel.`,
  over: (column: string, place: number, count: number) => `${column}, ${place} of ${count}`,
  putBack: (title: string) => `${title} put back`,
  hintColumn: 'column',
  hintPlace: 'position',
  hintDrop: 'drop',
  hintBack: 'cancel',
  hintTouch: 'Drag to a column',
  space: 'Space',
  lift: 'Press Space to move this card with the keyboard',
  cards: (records: string, column: string) => `${records} in ${column}`,
  firstAnswerDue: (when: string) => `First answer due ${when}`,
  firstAnswerLate: (when: string) => `First answer was due ${when}`,
  resolutionDue: (when: string) => `Resolution due ${when}`,
  resolutionLate: (when: string) => `Resolution was due ${when}`,
};

/** UI text for boards. */
export const texts = () => ({ boards });
