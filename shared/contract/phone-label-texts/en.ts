import type { Phone } from '../field.ts';

/** The labels of phones, also in exported files. Imports recognize them. */
export const phoneLabelTexts: Record<Phone['label'], string> = {
  work: 'Work',
  mobile: 'Mobile',
  home: 'Home',
  other: 'Other',
};
