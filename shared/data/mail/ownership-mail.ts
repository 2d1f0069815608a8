import type { Language } from '#contract/language.ts';
import { withoutLinks } from '#contract/link-text.ts';
import { layOut, type MailContent, type MailText } from './layout.ts';

interface OwnershipMail {
  orgName: string;
  url: string;
}

const ownershipTexts: Record<Language, (mail: OwnershipMail) => MailText> = {
  en: ({ orgName, url }) => ({
    subject: `You are now the owner of ${orgName}`,
    lead: [
      `The account of the last owner of ${orgName} on Cobalt CRM no longer exists. Of the members with the most powerful role, you joined first, so you are now the owner.`,
      'Owners can manage all members and settings, and delete the organization. You can make other members owners, too.',
    ],
    button: { label: 'View organization', url },
    reason: 'You receive this e-mail because you are a member of this organization.',
  }),
  es: ({ orgName, url }) => ({
    subject: `Ahora tienes el rol de propietario en ${orgName}`,
    lead: [
      `La cuenta de la última persona con el rol de propietario de ${orgName} en Cobalt CRM ya no existe. Entre los miembros con el rol más alto, eres quien lleva más tiempo, así que ahora ese rol es tuyo.`,
      'Con él puedes gestionar a todos los miembros y los ajustes, y eliminar la organización. También puedes asignárselo a otras personas.',
    ],
    button: { label: 'Ver la organización', url },
    reason: 'Recibes este mensaje porque eres miembro de esta organización.',
  }),
};

/** Tells members that they became the owner of an organization. */
export function ownershipMail(locale: Language, { orgName, url }: OwnershipMail): MailContent {
  return layOut(locale, ownershipTexts[locale]({ orgName: withoutLinks(orgName), url }));
}
