import { del, el, este, un } from '#contract/spanish.ts';
import { a } from '#contract/noun.ts';
import type { Language } from '#contract/language.ts';
import { nounsOf, type Naming, type Nouns } from '#contract/nouns.ts';
import { limits } from '#contract/limits.ts';
import type { PortalType } from '#contract/portal-access.ts';
import { withoutLinks } from '#contract/link-text.ts';
import { addressingIn, type Addressing } from './addressing.ts';
import { addressIn } from './document-mail.ts';
import { paragraphsOf } from './markdown-text.ts';
import { layOut, type MailContent, type MailText } from './layout.ts';

/** The organization that writes to a client. */
interface Writer {
  orgName: string;
  /** The lines of its address. */
  orgAddress: readonly string[];
  /** How it calls things. Its country also decides how customers are addressed. */
  naming: Naming;
}

interface PortalInvitation extends Writer {
  /** What the person has access as. Vendors see other pages than contacts of customers. */
  type: PortalType;
  url: string;
}

const invitationTexts: Record<Addressing, (mail: PortalInvitation, nouns: Nouns) => MailText> = {
  en: ({ orgName, type, url }, { customer, invoice, order }) => ({
    subject: `Your access to ${orgName}`,
    brand: orgName,
    lead: [
      type === 'vendor'
        ? `${orgName} has invited you to its portal, where you can keep your contact details up to date.`
        : `${orgName} has invited you to its ${customer.one} portal, where you can see your ${invoice.many} and ${order.many} and ask for help.`,
      'Sign in or create an account with this e-mail address.',
    ],
    button: { label: 'Open the portal', url },
    reason: `The link is valid for ${limits.invitationDays} days and works once. If you don’t know ${orgName}, ignore this e-mail.`,
  }),
  es: ({ orgName, type, url }, { customer, invoice, order }) => ({
    subject: `Tu acceso a ${orgName}`,
    brand: orgName,
    lead: [
      type === 'vendor'
        ? `${orgName} te invita a su portal, donde puedes mantener al día tus datos de contacto.`
        : `${orgName} te invita a su portal de ${customer.many}, donde puedes ver tus ${invoice.many} y ${order.many} y pedir ayuda.`,
      'Inicia sesión o crea una cuenta con este correo electrónico.',
    ],
    button: { label: 'Abrir el portal', url },
    reason: `El enlace es válido durante ${limits.invitationDays} días y sirve una sola vez. Si no conoces a ${orgName}, ignora este mensaje.`,
  }),
  usted: ({ orgName, type, url }, { customer, invoice, order }) => ({
    subject: `Su acceso a ${orgName}`,
    brand: orgName,
    lead: [
      type === 'vendor'
        ? `${orgName} lo invita a su portal, donde puede mantener al día sus datos de contacto.`
        : `${orgName} lo invita a su portal de ${customer.many}, donde puede ver sus ${invoice.many} y ${order.many} y pedir ayuda.`,
      'Inicie sesión o cree una cuenta con este correo electrónico.',
    ],
    button: { label: 'Abrir el portal', url },
    reason: `El enlace es válido durante ${limits.invitationDays} días y sirve una sola vez. Si no conoce a ${orgName}, ignore este mensaje.`,
  }),
};

/** The e-mail that invites somebody to an organization's portal. */
export function portalInvitationMail(language: Language, mail: PortalInvitation): MailContent {
  const orgName = withoutLinks(mail.orgName);
  const addressing = addressingIn(language, mail.naming.country);
  const text = invitationTexts[addressing]({ ...mail, orgName }, nounsOf(language, mail.naming));
  return layOut(language, { ...text, address: addressIn(orgName, mail.orgAddress) });
}

interface PortalRequestMail {
  orgName: string;
  /** How the organization calls things. */
  naming: Naming;
  /** Of the person who asks for access. */
  email: string;
  url: string;
}

const requestTexts: Record<Language, (mail: PortalRequestMail, nouns: Nouns) => MailText> = {
  en: ({ orgName, email, url }, { contact, customer }) => ({
    subject: `A request for access to the portal of ${orgName} is waiting`,
    lead: [
      `${email} has asked for access to the portal of ${orgName}. This is the address of ${a(contact)}, but whoever set the ${contact.one}’s address or ${customer.one} can’t read that ${customer.one}. So nothing was sent.`,
      `Confirm the request if you know that the address is the ${contact.one}’s own. Otherwise, withdraw it.`,
    ],
    button: { label: 'View requests', url },
    reason: 'You receive this e-mail because you are an administrator of this organization.',
  }),
  es: ({ orgName, email, url }, { contact, customer }) => ({
    subject: `Hay una solicitud de acceso al portal de ${orgName} pendiente`,
    lead: [
      `${email} solicitó acceso al portal de ${orgName}. Es el correo de ${un(contact)}, pero quien eligió su correo o ${el(customer)} no puede ver ${este(customer)}. Por eso no se envió nada.`,
      `Confirma la solicitud si sabes que el correo es realmente ${del(contact)}. Si no, retírala.`,
    ],
    button: { label: 'Ver las solicitudes', url },
    reason: 'Recibes este mensaje porque administras esta organización.',
  }),
};

/** Tells an administrator that a request for access to the portal waits for a confirmation. */
export function portalRequestMail(locale: Language, mail: PortalRequestMail): MailContent {
  const { orgName, email } = mail;
  const plain = { ...mail, orgName: withoutLinks(orgName), email: withoutLinks(email) };
  return layOut(locale, requestTexts[locale](plain, nounsOf(locale, mail.naming)));
}

interface AnswerMail extends Writer {
  subject: string;
  code: string;
  /** In Markdown, as the team has typed it. */
  body: string;
  /** Number of files of the answer. */
  files: number;
  /** Of the page where it can be read and answered. */
  url: string;
  /** Whether that is in the portal. Otherwise, whoever has the link can open it. */
  isInPortal: boolean;
  /** Whether replies to the e-mail reach the organization. */
  takesReplies: boolean;
  /** For contacts. Visitors get answers only to what they sent themselves. */
  stopUrl: string | undefined;
}

interface AnswerTexts {
  subject: (mail: AnswerMail) => string;
  lead: (mail: AnswerMail) => string;
  /** Where the files are, which are not in the e-mail. */
  files: { portal: (count: number) => string; link: (count: number) => string };
  button: string;
  /** With and without access to the portal, as the texts about files, if replies to the e-mail aren't read. */
  unread: { portal: string; link: string };
  /** The same if replies are read. */
  read: { portal: string; link: string };
  /** How long the link works, and for whom. */
  terms: string;
  stop: string;
}

/** As among people who say “tú”. With “usted”, only verbs differ that ask for something. */
const spanishAnswer: AnswerTexts = {
  subject: ({ subject, code, orgName }) => `${orgName} respondió: ${subject} (${code})`,
  lead: ({ orgName }) => `${orgName} escribe:`,
  files: {
    portal: (count) =>
      count === 1 ? 'Hay un archivo adjunto en el portal.' : `Hay ${count} archivos adjuntos en el portal.`,
    link: (count) =>
      count === 1
        ? 'Hay un archivo adjunto. Abre el enlace para verlo.'
        : `Hay ${count} archivos adjuntos. Abre el enlace para verlos.`,
  },
  button: 'Leer y responder',
  unread: {
    portal: 'Las respuestas a este correo no se leen. Responde en el portal.',
    link: 'Las respuestas a este correo no se leen. Responde con el enlace.',
  },
  read: {
    portal: 'Responde en el portal para que todo quede en un mismo lugar.',
    link: 'Responde con el enlace para que todo quede en un mismo lugar.',
  },
  terms: `Funciona durante ${limits.issueLinkDays} días y quien lo tenga puede leer esta conversación.`,
  stop: 'No recibir más correos sobre respuestas',
};

const answerTexts: Record<Addressing, AnswerTexts> = {
  en: {
    subject: ({ subject, code, orgName }) => `${orgName} has answered: ${subject} (${code})`,
    lead: ({ orgName }) => `${orgName} writes:`,
    files: {
      portal: (count) =>
        count === 1 ? 'One file is attached in the portal.' : `${count} files are attached in the portal.`,
      link: (count) =>
        count === 1
          ? 'One file is attached. Open the link to get it.'
          : `${count} files are attached. Open the link to get them.`,
    },
    button: 'Read and answer',
    unread: {
      portal: 'Replies to this e-mail aren’t read. Answer in the portal instead.',
      link: 'Replies to this e-mail aren’t read. Answer with the link instead.',
    },
    read: {
      portal: 'Answer in the portal to keep everything about this in one place.',
      link: 'Answer with the link to keep everything about this in one place.',
    },
    terms: `It works for ${limits.issueLinkDays} days, and whoever has it can read this conversation.`,
    stop: 'Stop e-mails about answers',
  },
  es: spanishAnswer,
  usted: {
    ...spanishAnswer,
    files: {
      ...spanishAnswer.files,
      link: (count) =>
        count === 1
          ? 'Hay un archivo adjunto. Abra el enlace para verlo.'
          : `Hay ${count} archivos adjuntos. Abra el enlace para verlos.`,
    },
    unread: {
      portal: 'Las respuestas a este correo no se leen. Responda en el portal.',
      link: 'Las respuestas a este correo no se leen. Responda con el enlace.',
    },
    read: {
      portal: 'Responda en el portal para que todo quede en un mismo lugar.',
      link: 'Responda con el enlace para que todo quede en un mismo lugar.',
    },
  },
};

/**
 * The e-mail about an answer of the team. Addresses in names and subjects, which strangers can choose, are not links; those
 * in the answer are, because a member wrote it for this customer.
 */
export function answerMail(language: Language, mail: AnswerMail): MailText {
  const texts = answerTexts[addressingIn(language, mail.naming.country)];
  const way = mail.isInPortal ? 'portal' : 'link';
  const typed = { ...mail, orgName: withoutLinks(mail.orgName), subject: withoutLinks(mail.subject) };
  const paragraphs = paragraphsOf(mail.body).map((typed) => ({ typed }));
  return {
    subject: texts.subject(typed),
    brand: typed.orgName,
    lead: [texts.lead(typed), ...paragraphs, ...(mail.files > 0 ? [texts.files[way](mail.files)] : [])],
    button: { label: texts.button, url: mail.url },
    reason: [
      texts[mail.takesReplies ? 'read' : 'unread'][way],
      ...(mail.isInPortal ? [] : [texts.terms]),
    ].join(' '),
    address: addressIn(typed.orgName, mail.orgAddress),
    ...(mail.stopUrl === undefined ? {} : { reasonLink: { label: texts.stop, url: mail.stopUrl } }),
  };
}

interface Receipt extends Writer {
  code: string;
  url: string;
}

const receiptTexts: Record<Addressing, (mail: Receipt) => MailText> = {
  en: ({ orgName, code, url }) => ({
    subject: `${orgName} has received your message (${code})`,
    brand: orgName,
    lead: [
      `${orgName} has received your message. Its number is ${code}.`,
      'You get an e-mail when there is an answer. With this link, you can read what was written and add something.',
    ],
    button: { label: 'Read and answer', url },
    reason: `The link works for ${limits.issueLinkDays} days, and whoever has it can read this conversation. If you haven’t written to ${orgName}, somebody has entered your address by mistake. Ignore this e-mail then.`,
  }),
  es: ({ orgName, code, url }) => ({
    subject: `${orgName} recibió tu mensaje (${code})`,
    brand: orgName,
    lead: [
      `${orgName} recibió tu mensaje. Su número es ${code}.`,
      'Te llegará un correo cuando haya una respuesta. Con este enlace puedes leer lo escrito y añadir algo.',
    ],
    button: { label: 'Leer y responder', url },
    reason: `El enlace funciona durante ${limits.issueLinkDays} días y quien lo tenga puede leer esta conversación. Si no escribiste a ${orgName}, alguien puso tu dirección por error. En ese caso, ignora este mensaje.`,
  }),
  usted: ({ orgName, code, url }) => ({
    subject: `${orgName} recibió su mensaje (${code})`,
    brand: orgName,
    lead: [
      `${orgName} recibió su mensaje. Su número es ${code}.`,
      'Le llegará un correo cuando haya una respuesta. Con este enlace puede leer lo escrito y añadir algo.',
    ],
    button: { label: 'Leer y responder', url },
    reason: `El enlace funciona durante ${limits.issueLinkDays} días y quien lo tenga puede leer esta conversación. Si no escribió a ${orgName}, alguien puso su dirección por error. En ese caso, ignore este mensaje.`,
  }),
};

/** The e-mail that confirms an issue from a form. Nothing that the visitor typed is in it: anybody can enter any address. */
export function receiptMail(language: Language, mail: Receipt): MailText {
  const orgName = withoutLinks(mail.orgName);
  return {
    ...receiptTexts[addressingIn(language, mail.naming.country)]({ ...mail, orgName }),
    address: addressIn(orgName, mail.orgAddress),
  };
}
