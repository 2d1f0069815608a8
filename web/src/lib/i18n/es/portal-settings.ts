import type { Messages } from '../messages.ts';

/** UI text for the settings of the portal. */
export const portalSettingsTexts: Pick<Messages, 'portalSettings'> = {
  portalSettings: {
    title: 'Portal de clientes',
    text: 'Las personas a las que invites ven allí sus facturas, pedidos y consultas, y pueden pedir ayuda.',
    requests: 'Permitir que pidan acceso',
    requestsText:
      'Quien introduzca el correo electrónico de una persona de contacto de tus clientes recibe allí una invitación. A nadie se le dice si un correo es conocido.',
    address: 'Dirección del portal',
    addressText: 'Para tu sitio web y tus correos.',
    saved: 'Guardado',
  },
};
