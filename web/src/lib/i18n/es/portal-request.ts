import type { Messages } from '../messages.ts';

const portalRequest: Messages['portalRequest'] = {
  title: 'Pedir acceso',
  heading: (organization) => `Pedir acceso a ${organization}`,
  text: 'Introduce tu correo electrónico. Si la organización lo tiene registrado, recibirás allí un enlace.',
  email: 'Correo electrónico',
  ask: 'Pedir acceso',
  askText: (email) =>
    `Si la organización tiene registrada la dirección ${email}, recibirás un correo con un enlace.`,
  asked: (email) =>
    `Se envió tu solicitud. Si la organización tiene registrada la dirección ${email}, recibirás un correo con un enlace.`,
  signIn: 'Iniciar sesión',
  closed: 'Necesitas una invitación',
  closedText: 'Pídela a la organización, que puede enviarte un enlace por correo.',
  portalOf: (organization) => `Portal de ${organization}`,
  noAccess: '¿Aún no tienes acceso?',
  invitationNeeded: 'Para entrar en el portal de la organización necesitas una invitación suya.',
};

export const texts = () => ({ portalRequest });
