import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');
const ofMany = (one: string, many: string) => (used: string, limit: number) =>
  `${used} de ${plural(limit, { one: `# ${one}`, other: `# ${many}` })}`;

export const usageTexts = (nouns: Nouns): Pick<Messages, 'usage'> => ({
  usage: {
    title: 'Uso',
    lead: 'Cuánto usa tu organización de cada límite. Los números pueden tener unos segundos de retraso.',
    stored: 'Registros y archivos',
    today: 'Hoy',
    todayText: 'Estos recuentos vuelven a empezar a medianoche (UTC).',
    items: 'Miembros y ajustes',
    requests: 'Solicitudes a la API',
    requestsText: 'Cada respuesta indica cuántas quedan en la cabecera RateLimit.',
    records: 'Registros',
    storage: 'Almacenamiento de archivos',
    storageText: 'Los archivos de la papelera cuentan hasta que se borran definitivamente.',
    changes: 'Cambios',
    jobs: 'Cambios masivos',
    mails: 'Invitaciones y contraseñas enviadas',
    formLeads: `${nouns.lead.Many} desde formularios web`,
    members: 'Miembros',
    apiKeys: 'Claves de API',
    forms: 'Formularios web',
    sharedViews: 'Vistas compartidas',
    customFieldsOf: (type) => `Campos personalizados de ${type}`,
    of: {
      records: ofMany('registro', 'registros'),
      storage: (used, limit) => `${used} de ${limit}`,
      changes: ofMany('cambio', 'cambios'),
      jobs: ofMany('cambio masivo', 'cambios masivos'),
      mails: ofMany('correo', 'correos'),
      formLeads: ofMany(nouns.lead.one, nouns.lead.many),
      members: ofMany('miembro', 'miembros'),
      apiKeys: ofMany('clave', 'claves'),
      forms: ofMany('formulario', 'formularios'),
      sharedViews: ofMany('vista', 'vistas'),
      customFields: ofMany('campo', 'campos'),
    },
    byOrganization: 'Organización',
    byPrincipal: 'Cada usuario o clave de API',
    aMinute: (limit) => plural(limit, { one: '# solicitud por minuto', other: '# solicitudes por minuto' }),
    near: (share) => `${share} en uso`,
    full: 'Límite alcanzado. Elimina algo para añadir más.',
    fullToday: 'Límite alcanzado. Continúa después de la medianoche (UTC).',
  },
});
