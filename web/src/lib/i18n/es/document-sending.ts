import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { capitalized } from '../plural.ts';
import { este } from '../spanish.ts';

/** UI text for sending documents to customers. */
export const documentSending = ({ customer }: Nouns): Pick<Messages, 'sending' | 'links'> => ({
  sending: {
    open: 'Enviar',
    again: 'Volver a enviar',
    title: (title) => `Enviar ${title}`,
    to: 'Para',
    noAddress: `${capitalized(este(customer))} todavía no tiene correo electrónico.`,
    language: 'Idioma',
    message: 'Mensaje (opcional)',
    messageHelp: 'Las direcciones web que contenga se muestran como texto.',
    preview: 'Vista previa',
    unprinted: (characters) =>
      `El PDF no puede mostrar estos caracteres y pone un rombo con un signo de interrogación en su lugar: ${characters.join(' ')}`,
    pdfAttached: 'Después viene un enlace al documento, y el PDF va adjunto.',
    linkFollows: 'Después va un enlace al documento.',
    action: 'Enviar',
    done: (email) => `En camino a ${email}`,
    last: (when, email) => (email ? `Último envío: ${when}, a ${email}.` : `Envío: ${when}.`),
    failed: 'No se pudo cargar el correo',
    locks: 'Una vez enviado, ya no se pueden cambiar sus líneas ni sus importes.',
  },
  links: {
    title: 'Enlace',
    text: `Cualquiera que tenga el enlace puede abrir el documento, así que compártelo solo con tus ${customer.many}.`,
    create: 'Crear un enlace',
    label: 'Enlace para compartir',
    until: (date) => `Funciona hasta el ${date}. Cópialo ahora, porque no se vuelve a mostrar.`,
    revoke: 'Revocar todos los enlaces',
    revokeTitle: '¿Revocar todos los enlaces?',
    revokeText: 'Dejan de funcionar los enlaces de los correos enviados y los que se hayan copiado.',
    revoked: 'Se revocaron todos los enlaces',
  },
});
