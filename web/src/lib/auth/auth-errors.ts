import { t } from '#lib/i18n/i18n.svelte.ts';

export interface AuthFailure {
  /** The form field that the error belongs to, if any. */
  field?: 'username' | 'email' | 'password' | 'code';
  text: string;
}

/** The message for an error of the sign-in library. Unknown errors get a general message. */
export function authFailure(error: unknown): AuthFailure {
  const { name, message } = error instanceof Error ? error : { name: '', message: '' };
  const texts = t.auth.errors;
  if (message.includes('EmailTaken')) return { field: 'email', text: texts.emailTaken };
  if (message.includes('UsernameInvalid')) return { field: 'username', text: texts.usernameForm };
  if (message.includes('SignUpsExceeded')) return { text: texts.signUpsExceeded };
  switch (name) {
    case 'UsernameExistsException':
      return { field: 'username', text: texts.usernameTaken };
    case 'AliasExistsException':
      return { field: 'code', text: texts.aliasExists };
    case 'CodeMismatchException':
      return { field: 'code', text: texts.codeWrong };
    case 'ExpiredCodeException':
      return { field: 'code', text: texts.codeExpired };
    case 'InvalidPasswordException':
      return { field: 'password', text: texts.passwordWeak };
    // The same message for wrong passwords and unknown users, so that it doesn't reveal which users exist.
    case 'NotAuthorizedException':
    case 'UserNotFoundException':
      return { text: texts.noMatch };
    case 'LimitExceededException':
    case 'TooManyRequestsException':
    case 'TooManyFailedAttemptsException':
      return { text: texts.tooMany };
    case 'NetworkError':
      return { text: texts.network };
    case 'InvalidParameterException':
      return /username/i.test(message)
        ? { field: 'username', text: texts.usernameForm }
        : { text: texts.refused };
    default:
      return { text: texts.refused };
  }
}
