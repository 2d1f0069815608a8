import type { Language } from '#contract/language.ts';
import { limits } from '#contract/limits.ts';
import { withoutLinks } from '#contract/link-text.ts';
import { paragraphsOf } from './markdown-text.ts';
import { layOut, type MailContent, type MailText } from './layout.ts';

interface PortalInvitation {
  orgName: string;
  url: string;
}

const invitationTexts: Record<Language, (mail: PortalInvitation) => MailText> = {
  en: ({ orgName, url }) => ({
    subject: `Your access to ${orgName}`,
    brand: orgName,
    lead: [
      `${orgName} has invited you to its customer portal. There you find your invoices and orders, and can ask for help.`,
      'Sign in or create an account with this e-mail address.',
    ],
    button: { label: 'Open the portal', url },
    reason: `The link is valid for ${limits.invitationDays} days and works once. If you don’t know ${orgName}, ignore this e-mail.`,
  }),
  es: ({ orgName, url }) => ({
    subject: `Tu acceso a ${orgName}`,
    brand: orgName,
    lead: [
      `${orgName} te invita a su portal de clientes. Allí encontrarás tus facturas y pedidos, y podrás pedir ayuda.`,
      'Inicia sesión o crea una cuenta con este correo electrónico.',
    ],
    button: { label: 'Abrir el portal', url },
    reason: `El enlace es válido durante ${limits.invitationDays} días y sirve una sola vez. Si no conoces a ${orgName}, ignora este mensaje.`,
  }),
};

/** The e-mail that invites somebody to an organization's portal. */
export function portalInvitationMail(language: Language, { orgName, url }: PortalInvitation): MailContent {
  return layOut(language, invitationTexts[language]({ orgName: withoutLinks(orgName), url }));
}

interface AnswerMail {
  orgName: string;
  subject: string;
  code: string;
  /** In Markdown, as the team has typed it. */
  body: string;
  /** Number of files of the answer. */
  files: number;
  /** Of the page where it can be answered, for those who have access to the portal. */
  url: string | undefined;
  stopUrl: string;
}

interface AnswerTexts {
  subject: (mail: AnswerMail) => string;
  lead: (mail: AnswerMail) => string;
  files: (count: number) => string;
  button: string;
  /** With and without access to the portal. */
  reason: { portal: string; mail: string };
  stop: string;
}

const answerTexts: Record<Language, AnswerTexts> = {
  en: {
    subject: ({ subject, code, orgName }) => `${orgName} has answered: ${subject} (${code})`,
    lead: ({ orgName }) => `${orgName} writes:`,
    files: (count) =>
      count === 1 ? 'One file is attached in the portal.' : `${count} files are attached in the portal.`,
    button: 'Read and answer',
    reason: {
      portal: 'Replies to this e-mail aren’t read. Answer in the portal instead.',
      mail: 'Replies to this e-mail aren’t read.',
    },
    stop: 'Stop e-mails about answers',
  },
  es: {
    subject: ({ subject, code, orgName }) => `${orgName} ha respondido: ${subject} (${code})`,
    lead: ({ orgName }) => `${orgName} escribe:`,
    files: (count) =>
      count === 1 ? 'Hay un archivo adjunto en el portal.' : `Hay ${count} archivos adjuntos en el portal.`,
    button: 'Leer y responder',
    reason: {
      portal: 'Las respuestas a este correo no se leen. Responde en el portal.',
      mail: 'Las respuestas a este correo no se leen.',
    },
    stop: 'No recibir más correos sobre respuestas',
  },
};

/**
 * The e-mail about an answer of the team. Addresses in names and subjects, which strangers can choose, are not links; those
 * in the answer are, because a member wrote it for this customer.
 */
export function answerMail(language: Language, mail: AnswerMail): MailText {
  const texts = answerTexts[language];
  const typed = { ...mail, orgName: withoutLinks(mail.orgName), subject: withoutLinks(mail.subject) };
  const paragraphs = paragraphsOf(mail.body).map((typed) => ({ typed }));
  return {
    subject: texts.subject(typed),
    brand: typed.orgName,
    lead: [texts.lead(typed), ...paragraphs, ...(mail.files > 0 ? [texts.files(mail.files)] : [])],
    ...(mail.url === undefined ? {} : { button: { label: texts.button, url: mail.url } }),
    reason: mail.url === undefined ? texts.reason.mail : texts.reason.portal,
    reasonLink: { label: texts.stop, url: mail.stopUrl },
  };
}
