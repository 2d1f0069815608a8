import type { Language } from '#contract/language.ts';
import { limits } from '#contract/limits.ts';
import { withoutLinks } from '#contract/link-text.ts';
import { layOut, type MailContent, type MailText } from './texts.ts';

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
