import type { Messages } from '../messages.ts';

const portalNotices: Messages['portalNotices'] = {
  title: 'Correos sobre respuestas',
  question: '¿Dejar de recibir correos sobre respuestas?',
  text: 'Dejarás de recibir las respuestas por correo. Si tienes acceso al portal, podrás seguir leyéndolas allí y volver a activar estos correos en tu perfil.',
  stop: 'No recibir más correos',
  stopped: 'Ya no recibirás correos sobre respuestas',
  stoppedText: (organization) => `${organization} puede seguir enviándote documentos.`,
  unknown: 'Este enlace no funciona',
  unknownText: 'Abre el enlace del último correo.',
};

export const texts = () => ({ portalNotices });
