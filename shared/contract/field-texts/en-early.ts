import type { EarlyCode } from './field-texts.ts';

export const earlyTexts: Record<EarlyCode, string> = {
  required: 'This field is required',
  invalid_email: 'Enter an e-mail address, such as ana@example.com',
  not_allowed: 'This value isn’t allowed',
};
