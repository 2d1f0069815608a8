import type { EarlyCode } from './field-texts.ts';

export const earlyTexts: Record<EarlyCode, string> = {
  required: 'Este campo es obligatorio',
  invalid_email: 'Escribe un correo, por ejemplo, ana@example.com',
  not_allowed: 'Este valor no está permitido',
};
