import type { CustomKind } from '#contract/custom-field.ts';

/** The kinds of custom fields. */
export const customKinds: Record<CustomKind, string> = {
  text: 'Texto',
  longText: 'Texto largo',
  number: 'Número',
  money: 'Importe',
  date: 'Fecha',
  choice: 'Opción única',
  choices: 'Opción múltiple',
  yesNo: 'Sí o no',
  url: 'Enlace',
  email: 'Correo electrónico',
  phone: 'Teléfono',
  relation: 'Relación',
};
