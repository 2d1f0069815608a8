import type { Language } from '#contract/language.ts';
import { limits } from '#contract/limits.ts';
import { withoutLinks } from '#contract/link-text.ts';
import type { WebhookOffReason } from '#contract/webhook.ts';
import { layOut, type MailContent, type MailText } from './layout.ts';

interface WebhookOffMail {
  orgName: string;
  name: string;
  reason: WebhookOffReason;
  url: string;
}

const { webhookDays, webhookFailingDays } = limits;

const texts: Record<Language, (mail: WebhookOffMail) => MailText> = {
  en: ({ orgName, name, reason, url }) => ({
    subject: `The webhook “${name}” of ${orgName} was switched off`,
    lead: [
      {
        gone: 'The receiver has answered that it takes no more messages (410).',
        failing: `Every attempt of the last ${webhookFailingDays} days to reach the receiver has failed.`,
        creator_left:
          'Whoever created the webhook, or the API key with which it was created, can no longer use the organization. A webhook sends what its creator can read.',
      }[reason],
      reason === 'creator_left'
        ? 'Nothing is sent to it any more. Create a new webhook if you still need it.'
        : `Nothing is sent to it any more. Once the receiver works, switch the webhook on again. You can send the messages of the last ${webhookDays} days again.`,
    ],
    button: { label: 'Open the webhook', url },
    reason: 'You receive this e-mail because you are an administrator of this organization.',
  }),
  es: ({ orgName, name, reason, url }) => ({
    subject: `Se desactivó el webhook «${name}» de ${orgName}`,
    lead: [
      {
        gone: 'El receptor respondió que ya no acepta mensajes (410).',
        failing: `Todos los intentos de los últimos ${webhookFailingDays} días de llegar al receptor fallaron.`,
        creator_left:
          'Quien creó el webhook, o la clave de API con la que se creó, ya no puede usar la organización. Un webhook envía lo que puede ver quien lo creó.',
      }[reason],
      reason === 'creator_left'
        ? 'Ya no se le envía nada. Si aún lo necesitas, crea un webhook nuevo.'
        : `Ya no se le envía nada. Cuando el receptor funcione, vuelve a activar el webhook. Puedes reenviar los mensajes de los últimos ${webhookDays} días.`,
    ],
    button: { label: 'Abrir el webhook', url },
    reason: 'Recibes este mensaje porque administras esta organización.',
  }),
};

/** Tells an administrator that a webhook was switched off, and why. */
export const webhookOffMail = (locale: Language, mail: WebhookOffMail): MailContent =>
  layOut(
    locale,
    texts[locale]({ ...mail, orgName: withoutLinks(mail.orgName), name: withoutLinks(mail.name) }),
  );
