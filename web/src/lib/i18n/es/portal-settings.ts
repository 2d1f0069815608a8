import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { listIn } from '../plural.ts';
import { del, el, este, los, un } from '../spanish.ts';

const list = listIn('es');

/** UI text for the settings of the portal. */
export const portalSettingsTexts = ({
  contact,
  customer,
  invoice,
  order,
  issue,
}: Nouns): Pick<Messages, 'portalSettings'> => ({
  portalSettings: {
    title: 'Portal',
    text: `Las personas a las que invitas desde la página de ${un(contact)} ven allí ${los(invoice)}, ${los(order)} y ${los(issue)} de su ${customer.one}.`,
    requests: 'Permitir que pidan acceso',
    requestsText: `Introducen su correo electrónico. Si es el de ${un(contact)} de ${un(customer)}, se envía allí una invitación, salvo que quien puso ese correo no pueda ver ${este(customer)}. La página no revela si lo es.`,
    address: 'Dirección del portal',
    addressText: 'Para tu sitio web y tus correos.',
    saved: 'Guardado',
    unconfirmed: 'Pendiente de confirmar',
    unconfirmedText: `Confirma solo si sabes que el correo es de esa persona. Después verá en el portal todo lo ${del(customer)}, sea de quien sea.`,
    unconfirmedFailed: 'No se pudieron cargar los accesos por confirmar',
    nothingUnconfirmed: 'No hay nada pendiente.',
    states: {
      waiting: 'Solicitud',
      invited: 'Con invitación',
      expired: 'Invitación caducada',
      active: 'Tiene acceso',
      suspended: 'Suspendido',
    },
    waits: (names) =>
      names.length === 0
        ? `No se envió nada, porque no consta quién puso el correo electrónico y ${el(customer)}.`
        : `No se envió nada: ${list(names)} ${names.length === 1 ? 'puso' : 'pusieron'} el correo electrónico o ${el(customer)} y no ${names.length === 1 ? 'puede' : 'pueden'} ver ${este(customer)}.`,
    lent: (names) => `Muestra solo lo que ${names.length === 1 ? 'puede' : 'pueden'} ver ${list(names)}.`,
    lentVendor: (names) => `Lo dio ${list(names)} y se acaba cuando deje la organización.`,
    confirm: 'Confirmar',
    confirmOf: (email) => `Confirmar el acceso de ${email}`,
    withdraw: 'Retirar',
    withdrawOf: (email) => `Retirar lo de ${email}`,
    end: 'Quitar el acceso',
    endOf: (email) => `Quitar el acceso a ${email}`,
    confirmed: 'Se confirmó el acceso',
    invited: (email) => `Se envió una invitación a ${email}.`,
    ended: 'La persona no tiene acceso',
  },
});
