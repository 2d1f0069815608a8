import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { los, un } from '../spanish.ts';

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
    requestsText: `Introducen su correo electrónico. Si es el de ${un(contact)} de ${un(customer)}, se envía allí una invitación. La página no revela si lo es.`,
    address: 'Dirección del portal',
    addressText: 'Para tu sitio web y tus correos.',
    saved: 'Guardado',
  },
});
