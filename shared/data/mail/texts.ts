import type { Language } from '#contract/language.ts';
import { limits } from '#contract/limits.ts';
import { hasLink, withoutLinks } from '#contract/link-text.ts';
import { layOut, type MailContent, type MailText } from './layout.ts';

/** Kinds of e-mail with a code. Codes for `resetPassword` are valid for one hour, the others for 24 hours. */
export type CodeMail = 'signUp' | 'resetPassword' | 'changeEmail';

interface InvitationMail {
  orgName: string;
  invitedByName: string;
  url: string;
}

const codeTexts: Record<Language, Record<CodeMail, (code: string) => MailText>> = {
  en: {
    signUp: (code) => ({
      subject: 'Your Cobalt CRM code',
      lead: ['Welcome to Cobalt CRM. Enter this code to confirm your e-mail address:'],
      shown: [code],
      reason:
        'The code is valid for 24 hours. If you didn’t sign up, ignore this e-mail. Without the code, no account is activated.',
    }),
    resetPassword: (code) => ({
      subject: 'Reset your Cobalt CRM password',
      lead: ['Someone asked to reset your password. Enter this code to choose a new one:'],
      shown: [code],
      reason:
        'The code is valid for one hour. If it wasn’t you, ignore this e-mail. Your password stays the same.',
    }),
    changeEmail: (code) => ({
      subject: 'Confirm your new e-mail address',
      lead: ['Enter this code in your Cobalt CRM profile to use this address from now on:'],
      shown: [code],
      reason:
        'The code is valid for 24 hours. Your current address stays in use until you enter it. If you didn’t request this change, ignore this e-mail.',
    }),
  },
  es: {
    signUp: (code) => ({
      subject: 'Tu código de Cobalt CRM',
      lead: [
        'Te damos la bienvenida a Cobalt CRM. Introduce este código para confirmar tu correo electrónico:',
      ],
      shown: [code],
      reason:
        'El código es válido durante 24 horas. Si no te registraste, ignora este mensaje. Sin el código no se activa ninguna cuenta.',
    }),
    resetPassword: (code) => ({
      subject: 'Restablece tu contraseña de Cobalt CRM',
      lead: [
        'Alguien pidió restablecer la contraseña de tu cuenta. Introduce este código para elegir una nueva:',
      ],
      shown: [code],
      reason:
        'El código es válido durante una hora. Si no fuiste tú, ignora este mensaje: tu contraseña sigue siendo la misma.',
    }),
    changeEmail: (code) => ({
      subject: 'Confirma tu nuevo correo electrónico',
      lead: ['Introduce este código en tu perfil de Cobalt CRM para usar esta dirección a partir de ahora:'],
      shown: [code],
      reason:
        'El código es válido durante 24 horas. Hasta que lo introduzcas, seguirás usando tu dirección actual. Si no solicitaste este cambio, ignora este mensaje.',
    }),
  },
};

/** If `username` is undefined, the text asks the new user to sign in with the e-mail address. */
const newUserTexts: Record<Language, (username: string | undefined, password: string) => MailText> = {
  en: (username, password) => ({
    subject: 'Your Cobalt CRM account',
    lead: [
      username === undefined
        ? 'An account was created for you in Cobalt CRM. Sign in with this e-mail address and the temporary password:'
        : 'An account was created for you in Cobalt CRM. Sign in with:',
    ],
    shown: [...(username === undefined ? [] : [`Username: ${username}`]), `Temporary password: ${password}`],
    reason: `The temporary password is valid for ${limits.temporaryPasswordDays} days. You’ll choose your own when you first sign in.`,
  }),
  es: (username, password) => ({
    subject: 'Tu cuenta de Cobalt CRM',
    lead: [
      username === undefined
        ? 'Te crearon una cuenta en Cobalt CRM. Inicia sesión con esta dirección de correo y la contraseña temporal:'
        : 'Te crearon una cuenta en Cobalt CRM. Inicia sesión con:',
    ],
    shown: [...(username === undefined ? [] : [`Usuario: ${username}`]), `Contraseña temporal: ${password}`],
    reason: `La contraseña temporal es válida durante ${limits.temporaryPasswordDays} días. Elegirás la tuya la primera vez que inicies sesión.`,
  }),
};

const invitationTexts: Record<Language, (mail: InvitationMail) => MailText> = {
  en: ({ orgName, invitedByName, url }) => ({
    subject: `${invitedByName} invited you to ${orgName}`,
    lead: [`${invitedByName} invited you to join ${orgName} on Cobalt CRM.`],
    button: { label: 'View invitation', url },
    reason: `The invitation is valid for ${limits.invitationDays} days and works once. If you don’t know the sender, ignore this e-mail.`,
  }),
  es: ({ orgName, invitedByName, url }) => ({
    subject: `${invitedByName} te invita a ${orgName}`,
    lead: [`${invitedByName} te invita a unirte a ${orgName} en Cobalt CRM.`],
    button: { label: 'Ver la invitación', url },
    reason: `La invitación es válida durante ${limits.invitationDays} días y sirve una sola vez. Si no conoces a quien la envía, ignora este mensaje.`,
  }),
};

/** Notices about a user's account. Each has the name of the action in the change item that causes it. */
const accountNotices = [
  'secondFactorRecovered',
  'secondFactorRemoved',
  'recoveryCodesMade',
  'passwordChanged',
  'emailChangeRequested',
  'emailChanged',
  'accountDeleted',
] as const;
export type AccountNotice = (typeof accountNotices)[number];

export const isAccountNotice = (action: string | undefined): action is AccountNotice =>
  accountNotices.includes(action as AccountNotice);

const accountTexts: Record<Language, Record<AccountNotice, (username: string) => MailText>> = {
  en: {
    secondFactorRecovered: (username) => ({
      subject: 'Two-factor authentication was turned off with a recovery code',
      lead: [
        `Someone used the password and a recovery code to turn off two-factor authentication for ${username}. The other recovery codes no longer work.`,
        'You can set it up again under Settings > Security.',
      ],
      reason: 'If it wasn’t you, reset your password right away and then sign out everywhere.',
    }),
    secondFactorRemoved: (username) => ({
      subject: 'Two-factor authentication was turned off',
      lead: [`Signing in as ${username} no longer requires a code from your authenticator app.`],
      reason: 'If it wasn’t you, reset your password right away and then sign out everywhere.',
    }),
    passwordChanged: (username) => ({
      subject: 'Your password was changed',
      lead: [`The password of ${username} was changed. All other sessions were signed out.`],
      reason: 'If it wasn’t you, reset your password right away and then sign out everywhere.',
    }),
    emailChangeRequested: (username) => ({
      subject: 'A new e-mail address was requested for your account',
      lead: [
        `Someone who knows the password of ${username} asked to use another e-mail address. This address stays until the code sent to the new one is entered.`,
      ],
      reason: 'If it wasn’t you, reset your password right away and then sign out everywhere.',
    }),
    emailChanged: (username) => ({
      subject: 'Your e-mail address was changed',
      lead: [
        `${username} now uses another e-mail address. This one no longer receives mail from Cobalt CRM and can’t be used to sign in. All other sessions were signed out.`,
      ],
      reason: 'If it wasn’t you, contact support right away and include your username.',
    }),
    accountDeleted: (username) => ({
      subject: 'Your account was deleted',
      lead: [
        `The account ${username} was deleted at your request. All sessions and API keys have ended. Within a few minutes, your profile and your memberships are removed, and this address can be used for a new account.`,
        'What you entered in the records of organizations stays with them, without your name.',
      ],
      reason: 'If it wasn’t you, contact support right away and include your username.',
    }),
    recoveryCodesMade: (username) => ({
      subject: 'New recovery codes were created',
      lead: [
        `New recovery codes for two-factor authentication were created for ${username}. Earlier codes no longer work.`,
      ],
      reason: 'If it wasn’t you, reset your password right away and then sign out everywhere.',
    }),
  },
  es: {
    secondFactorRecovered: (username) => ({
      subject: 'Se desactivó la verificación en dos pasos con un código de recuperación',
      lead: [
        `Alguien usó la contraseña y un código de recuperación para desactivar la verificación en dos pasos de ${username}. Los demás códigos de recuperación ya no sirven.`,
        'Puedes volver a configurarla en Ajustes > Seguridad.',
      ],
      reason: 'Si no fuiste tú, restablece tu contraseña de inmediato y después cierra todas las sesiones.',
    }),
    secondFactorRemoved: (username) => ({
      subject: 'Se desactivó la verificación en dos pasos',
      lead: [
        `Para iniciar sesión como ${username} ya no se pide un código de tu aplicación de autenticación.`,
      ],
      reason: 'Si no fuiste tú, restablece tu contraseña de inmediato y después cierra todas las sesiones.',
    }),
    passwordChanged: (username) => ({
      subject: 'Se cambió tu contraseña',
      lead: [`La contraseña de ${username} cambió. Se cerraron todas las demás sesiones.`],
      reason: 'Si no fuiste tú, restablece tu contraseña de inmediato y después cierra todas las sesiones.',
    }),
    emailChangeRequested: (username) => ({
      subject: 'Se solicitó otro correo para tu cuenta',
      lead: [
        `Alguien que conoce la contraseña de ${username} pidió usar otro correo electrónico. Esta dirección se mantiene hasta que se introduzca el código enviado a la nueva.`,
      ],
      reason: 'Si no fuiste tú, restablece tu contraseña de inmediato y después cierra todas las sesiones.',
    }),
    emailChanged: (username) => ({
      subject: 'Se cambió tu correo electrónico',
      lead: [
        `${username} usa ahora otro correo electrónico. Esta dirección ya no recibe mensajes de Cobalt CRM ni sirve para iniciar sesión. Se cerraron todas las demás sesiones.`,
      ],
      reason: 'Si no fuiste tú, contacta con soporte de inmediato e indica tu usuario.',
    }),
    accountDeleted: (username) => ({
      subject: 'Se eliminó tu cuenta',
      lead: [
        `La cuenta ${username} se eliminó a petición tuya. Se cerraron todas las sesiones y las claves de API ya no sirven. En unos minutos se borrarán tu perfil y tus accesos a organizaciones, y podrás usar esta dirección para una cuenta nueva.`,
        'Lo que introdujiste en los registros de las organizaciones se queda en ellas, sin tu nombre.',
      ],
      reason: 'Si no fuiste tú, contacta con soporte de inmediato e indica tu usuario.',
    }),
    recoveryCodesMade: (username) => ({
      subject: 'Se crearon códigos de recuperación',
      lead: [
        `Se crearon códigos de recuperación nuevos para la verificación en dos pasos de ${username}. Los anteriores ya no sirven.`,
      ],
      reason: 'Si no fuiste tú, restablece tu contraseña de inmediato y después cierra todas las sesiones.',
    }),
  },
};

/** The closest supported language for a preference such as `es-MX`; English by default. */
export function mailLocaleOf(preference: string | undefined): Language {
  return preference?.toLowerCase().split(/[-_]/)[0] === 'es' ? 'es' : 'en';
}

export function codeMail(locale: Language, kind: CodeMail, code: string): MailContent {
  return layOut(locale, codeTexts[locale][kind](code));
}

/**
 * Cognito replaces the placeholders with the username and the temporary password, and requires both. If e-mail clients
 * would turn the username into a link, its placeholder is therefore hidden instead of left out.
 */
export function newUserMail(
  locale: Language,
  username: string,
  placeholders: { username: string; password: string },
): MailContent {
  if (!hasLink(username))
    return layOut(locale, newUserTexts[locale](placeholders.username, placeholders.password));
  const text = newUserTexts[locale](undefined, placeholders.password);
  return layOut(locale, { ...text, hidden: placeholders.username });
}

export function invitationMail(locale: Language, mail: InvitationMail): MailContent {
  // Names that were stored before links were rejected can contain links.
  const names = { orgName: withoutLinks(mail.orgName), invitedByName: withoutLinks(mail.invitedByName) };
  return layOut(locale, invitationTexts[locale]({ ...mail, ...names }));
}

export function accountMail(locale: Language, notice: AccountNotice, username: string): MailContent {
  return layOut(locale, accountTexts[locale][notice](username));
}
