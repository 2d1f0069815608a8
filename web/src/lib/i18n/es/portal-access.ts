import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { un } from '../spanish.ts';

const portalAccess = (nouns: Nouns): Messages['portalAccess'] => ({
  title: 'Portal',
  failed: 'No se ha podido cargar el acceso al portal',
  none: 'Sin acceso al portal.',
  noEmail: 'Introduce un correo electrónico para dar acceso al portal.',
  noCustomer: `Elige ${un(nouns.customer)} para dar acceso al portal.`,
  invite: 'Invitar al portal',
  invited: (email) => `Se ha enviado una invitación a ${email}.`,
  invitedUntil: 'Con invitación. El enlace sirve hasta el',
  expired: 'La invitación ha caducado.',
  active: (email) => `Tiene acceso como ${email} desde el`,
  asked: 'Solicitó el acceso por su cuenta.',
  again: 'Enviar otra vez',
  withdraw: 'Retirar',
  end: 'Quitar el acceso',
  endQuestion: (email) => `¿Quitar el acceso a ${email}?`,
  endText: 'Perderá el acceso al portal de inmediato. Puedes volver a enviarle una invitación.',
  ended: 'Se ha quitado el acceso',
  withdrawn: 'Se ha retirado la invitación',
  users: 'Usuarios del portal',
  noUsers: `Nadie tiene acceso todavía. Envía invitaciones desde la página de ${un(nouns.contact)}.`,
  noUsersSoFar: 'Por ahora no se ha encontrado ninguno.',
  states: { invited: 'Con invitación', expired: 'Invitación caducada', active: 'Tiene acceso' },
  look: 'Vista previa del portal',
});

export const texts = (nouns: Nouns) => ({ portalAccess: portalAccess(nouns) });
