import type { EarlyCode } from './field-texts.ts';

export const earlyTexts: Record<EarlyCode, string> = {
  required: 'This field is required',
  invalid_email: 'Enter an e-mail address, such as ana@example.com',
  undeliverable_email:
    'E-mail can’t be sent to addresses with accents or letters other than a–z before the @. Use another one.',
  not_allowed: 'This value isn’t allowed',
};
