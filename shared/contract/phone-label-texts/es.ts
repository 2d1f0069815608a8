import type { phoneLabelTexts as english } from './en.ts';

export const phoneLabelTexts: typeof english = {
  work: 'Trabajo',
  mobile: 'Móvil',
  home: 'Casa',
  other: 'Otro',
};
