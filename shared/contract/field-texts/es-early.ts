import type { EarlyCode } from './field-texts.ts';

export const earlyTexts: Record<EarlyCode, string> = {
  required: 'Este campo es obligatorio',
  invalid_email: 'Escribe un correo, por ejemplo, ana@example.com',
  undeliverable_email:
    'No se puede enviar correo a direcciones con tildes, eñes u otros alfabetos antes de la @. Usa otra.',
  not_allowed: 'Este valor no está permitido',
};
