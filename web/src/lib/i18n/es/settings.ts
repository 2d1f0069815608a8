import type { Messages } from '../messages.ts';
import { capitalized, pluralIn } from '../plural.ts';
import type { Nouns } from '../nouns.ts';
import { los } from '../spanish.ts';

const plural = pluralIn('es');

type Settings = Messages['settings'];
type PlainSettings = Omit<Settings, 'organization' | 'apiKeys'> & {
  organization: Omit<Settings['organization'], 'countryHelp'>;
  apiKeys: Omit<Settings['apiKeys'], 'emptyText'>;
};

const texts: PlainSettings = {
  you: 'Tú',
  integration: 'Integración',
  profile: {
    title: 'Perfil',
    lead: 'Estos ajustes se aplican en todas las organizaciones.',
    timeZoneHelp: 'Dentro de una organización, las fechas usan la zona horaria de la organización.',
    fields: {
      firstName: 'Nombre',
      lastName: 'Apellidos',
      phone: 'Teléfono',
      locale: 'Idioma',
      timeZone: 'Zona horaria',
      theme: 'Tema',
    },
  },
  email: {
    title: 'Correo',
    current: (email) => `Tu dirección es ${email}.`,
    change: 'Cambiar el correo',
    next: 'Correo nuevo',
    help: 'Te enviaremos un código. Tu dirección actual se mantiene hasta que lo introduzcas.',
    changed: 'Tu correo ha cambiado',
  },
  security: {
    title: 'Seguridad',
    lead: 'Tu contraseña, la verificación en dos pasos y tus sesiones.',
    password: 'Contraseña',
    oldPassword: 'Contraseña actual',
    passwordText: 'Al cambiarla se cierran tus sesiones en los demás dispositivos. Te enviaremos un aviso.',
    newPassword: 'Contraseña nueva',
    changePassword: 'Cambiar la contraseña',
    passwordChanged: 'Tu contraseña ha cambiado',
    sessions: 'Sesiones',
    sessionsText: 'Al cerrar sesión en todas partes terminan de inmediato todas tus sesiones, también esta.',
    everywhere: 'Cerrar sesión en todas partes',
    everywhereTitle: '¿Cerrar sesión en todas partes?',
    everywhereText: 'Se cierra la sesión en todos tus dispositivos, también en este.',
  },
  organization: {
    title: 'Organización',
    lead: 'Ajustes que comparte toda la organización.',
    readOnly: 'Solo los propietarios y administradores pueden cambiarlos.',
    fields: {
      name: 'Nombre',
      slug: 'Nombre corto',
      country: 'País',
      currency: 'Moneda',
      timeZone: 'Zona horaria',
      yearStartMonth: 'El año fiscal empieza en',
    },
    slugHelp: 'Minúsculas, cifras y guiones. Debe ser único.',
    timeZoneHelp: 'Los días y las semanas empiezan y terminan según esta zona horaria.',
    yearStartHelp: 'Los trimestres y años de los informes empiezan en este mes.',
  },
  members: {
    lead: 'Las personas de esta organización y sus roles. Los cambios de rol se aplican de inmediato.',
    people: 'Personas',
    you: '(tú)',
    inactive: 'Inactivo',
    since: 'desde',
    roleOf: (name) => `Rol de ${name}`,
    actionsFor: (name) => `Acciones para ${name}`,
    rename: 'Cambiar el nombre visible',
    displayName: 'Nombre visible',
    deactivate: 'Desactivar',
    activate: 'Activar',
    remove: 'Quitar de la organización',
    removed: (name) => `${name} ya no está en la organización`,
  },
  invitations: {
    title: 'Invitar a alguien',
    email: 'Correo',
    role: 'Rol',
    invite: 'Enviar invitación',
    open: 'Invitaciones pendientes',
    expires: 'caduca',
    expired: 'Caducada',
    resend: 'Reenviar',
    revoke: 'Revocar',
    sent: (email) => `Invitación enviada a ${email}`,
    revoked: (email) => `La invitación de ${email} se ha revocado`,
  },
  roles: {
    title: 'Roles',
    lead: 'Lo que no aparece está denegado. Los cambios de rol se aplican de inmediato.',
    choose: 'Rol',
    about: {
      owner: 'Todo, propietarios incluidos',
      admin: 'Personas, ajustes, todos los registros',
      manager: 'Los registros de su equipo, todas las etiquetas',
      employee: 'Sus propios registros',
      client: 'Solo el portal',
    },
    resource: 'Recurso',
    actions: {
      read: 'Ver',
      create: 'Crear',
      update: 'Editar',
      delete: 'Eliminar',
      remove: 'Quitar',
      convert: 'Convertir',
    },
    scopes: { all: 'Todo', team: 'Equipo', own: 'Propio', none: 'Nada' },
    scopeHelp: {
      all: 'todo lo de la organización',
      team: 'lo que es de su equipo',
      own: 'solo lo suyo',
      none: 'sin acceso',
    },
    compare: 'Comparar con otro rol',
    compareNone: 'Comparar con…',
    comparedWith: (role) => `Comparado con ${role}`,
    notApplicable: 'no aplicable',
  },
  apiKeys: {
    title: 'Claves de API',
    lead: 'Una clave de API permite que un programa actúe en tu nombre, con los permisos que elijas. Al revocarla deja de funcionar de inmediato.',
    create: 'Crear clave de API',
    name: 'Nombre',
    nameHelp: 'Para qué sirve la clave, por ejemplo, «Formulario web».',
    rights: 'Permisos',
    lifetime: 'Caduca',
    days: (count) => plural(count, { other: 'en # días' }),
    forever: 'nunca',
    made: (name) => `Clave de API «${name}» creada`,
    shownOnce: 'Cópiala ahora. No se volverá a mostrar.',
    kept: 'Ya la he guardado',
    permissions: (count) => plural(count, { one: '# permiso', other: '# permisos' }),
    madeBy: (name) => `creada por ${name}`,
    used: 'último uso',
    neverUsed: 'sin usar',
    expires: 'caduca',
    expired: 'Caducada',
    revoke: 'Revocar',
    revokeTitle: (name) => `¿Revocar «${name}»?`,
    revokeText: 'Los programas que la usan pierden el acceso de inmediato. No se puede deshacer.',
    revoked: (name) => `Clave de API «${name}» revocada`,
    emptyTitle: 'Todavía no hay claves de API',
  },
};

export const settings = (nouns: Nouns): Messages['settings'] => ({
  ...texts,
  organization: {
    ...texts.organization,
    countryHelp: `${capitalized(los(nouns.contact))} y teléfonos nuevos empiezan con él.`,
  },
  apiKeys: {
    ...texts.apiKeys,
    emptyText: `Con una clave, un programa tuyo crea y encuentra ${nouns.contact.many} con la misma API que usa este sitio.`,
  },
});
