import type { Language } from '#contract/language.ts';
import { withoutLinks } from '#contract/link-text.ts';
import { layOut, type MailContent, type MailText } from './layout.ts';

interface DeletionMail {
  orgName: string;
  deletedByName: string;
  /** When the data is removed, in the reader's language and the organization's time zone. */
  until: string;
  url: string;
}

const deletionTexts: Record<Language, (mail: DeletionMail) => MailText> = {
  en: ({ orgName, deletedByName, until, url }) => ({
    subject: `${orgName} is being deleted`,
    lead: [
      `${deletedByName} deleted ${orgName} on Cobalt CRM. Its members can no longer use it.`,
      `On ${until}, all of its data is removed for good. Until then, an owner can restore it with everything in it:`,
    ],
    button: { label: 'View organization', url },
    reason: 'You receive this e-mail because you are an owner or administrator of this organization.',
  }),
  es: ({ orgName, deletedByName, until, url }) => ({
    subject: `${orgName} se está eliminando`,
    lead: [
      `${deletedByName} eliminó ${orgName} en Cobalt CRM. Sus miembros ya no pueden usarla.`,
      `El ${until} se borrarán definitivamente todos sus datos. Hasta entonces, un propietario puede restaurarla con todo su contenido:`,
    ],
    button: { label: 'Ver la organización', url },
    reason: 'Recibes este mensaje porque eres propietario o administrador de esta organización.',
  }),
};

const momentWithZone = {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
} as const;

/** Tells owners and administrators that their organization is being deleted. */
export function deletionMail(
  locale: Language,
  { until, timeZone, ...mail }: Omit<DeletionMail, 'until'> & { until: string; timeZone: string },
): MailContent {
  const shown = new Intl.DateTimeFormat(locale, { ...momentWithZone, timeZone });
  const names = { orgName: withoutLinks(mail.orgName), deletedByName: withoutLinks(mail.deletedByName) };
  return layOut(locale, deletionTexts[locale]({ ...mail, ...names, until: shown.format(new Date(until)) }));
}
