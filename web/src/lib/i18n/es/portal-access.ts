import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { listIn } from '../plural.ts';
import { del, el, este, o, un } from '../spanish.ts';

const list = listIn('es');

const portalAccess = (nouns: Nouns): Messages['portalAccess'] => ({
  title: 'Portal',
  failed: 'No se ha podido cargar el acceso al portal',
  none: 'Sin acceso al portal.',
  undeliverable:
    'No se puede enviar correo a direcciones con tildes, eñes u otros alfabetos antes de la @. Introduce otra para dar acceso al portal.',
  noEmail: 'Introduce un correo electrónico para dar acceso al portal.',
  noCustomer: `Elige ${un(nouns.customer)} para dar acceso al portal.`,
  invite: 'Invitar al portal',
  invited: (email) => `Se ha enviado una invitación a ${email}.`,
  invitedUntil: 'Con invitación. El enlace sirve hasta el',
  expired: 'La invitación ha caducado.',
  active: (email) => `Tiene acceso como ${email} desde el`,
  suspended: (email) => `El acceso de ${email} está suspendido: el portal no le muestra nada.`,
  suspendedText: `Se dio para otr${o(nouns.customer)} ${nouns.customer.one}, o quienes lo dieron ya no pueden ver ${el(nouns.customer)}. Para volver a dar acceso, quita este y envía una invitación.`,
  asked: 'Solicitó el acceso por su cuenta.',
  waiting: (email) => `${email} ha solicitado acceso.`,
  waitingText: `Quien puso aquí el correo electrónico o ${el(nouns.customer)} no puede ver ${este(nouns.customer)}, así que no se ha enviado ninguna invitación. Un administrador puede confirmar la solicitud.`,
  outdated: (email) =>
    `Se envió a ${email}, que ya no es el correo electrónico que figura aquí, así que el enlace no sirve.`,
  lent: (names) =>
    `Muestra lo que ${names.length === 1 ? 'puede' : 'pueden'} ver ${list(names)} ${del(nouns.customer)}, hasta que un administrador confirme el acceso.`,
  lentVendor: (names) =>
    `Lo dio ${list(names)} y se acaba cuando deje la organización, salvo que un administrador confirme el acceso.`,
  confirm: 'Confirmar el acceso',
  confirmRequest: 'Confirmar e invitar',
  confirmText: `Comprueba que el correo es suyo: después verá en el portal todo lo ${del(nouns.customer)}, sea de quien sea.`,
  confirmed: 'Se ha confirmado el acceso',
  again: 'Enviar otra vez',
  withdraw: 'Retirar',
  end: 'Quitar el acceso',
  endQuestion: (email) => `¿Quitar el acceso a ${email}?`,
  endText: 'Perderá el acceso al portal de inmediato. Puedes volver a enviarle una invitación.',
  ended: 'Se ha quitado el acceso',
  withdrawn: 'Se ha retirado la invitación',
  requestWithdrawn: 'Se ha retirado la solicitud',
  users: 'Usuarios del portal',
  noUsers: `Nadie tiene acceso todavía. Envía invitaciones desde la página de ${un(nouns.contact)}.`,
  noUsersSoFar: 'Por ahora no se ha encontrado ninguno.',
  states: {
    waiting: 'Solicitud sin confirmar',
    invited: 'Con invitación',
    expired: 'Invitación caducada',
    active: 'Tiene acceso',
    suspended: 'Acceso suspendido',
  },
  notConfirmed: 'sin confirmar',
  look: 'Vista previa del portal',
});

export const texts = (nouns: Nouns) => ({ portalAccess: portalAccess(nouns) });
