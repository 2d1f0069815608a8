import { limits } from '#contract/limits.ts';
import type { AreaTexts, Messages } from '../messages.ts';
import { ofTypes, type Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';
import { los, o, un } from '../spanish.ts';
import { accountTexts } from './account.ts';
import { apiKeyTexts } from './api-keys.ts';
import { archiveTexts } from './archive.ts';
import { billingTexts } from './billing.ts';
import { onlinePaymentsTexts } from './online-payments.ts';
import { customizationTexts } from './customization.ts';
import { erasureTexts } from './erasures.ts';
import { portalSettingsTexts } from './portal-settings.ts';
import { recordAccessTexts } from './record-access.ts';
import { supportTexts } from './support.ts';
import { usageTexts } from './usage.ts';

const plural = pluralIn('es');

type Settings = Messages['settings'];

type PlainSettings = Omit<Settings, 'organization' | 'apiKeys' | 'recordAccess'> & {
  organization: Omit<Settings['organization'], 'countryHelp' | 'emails' | 'leadAnswer' | 'leadAnswerHelp'> & {
    emails: Omit<Settings['organization']['emails'], 'about' | 'refuse'>;
  };
};

const fixed: PlainSettings = {
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
    changed: 'Tu correo cambió',
  },
  security: {
    title: 'Seguridad',
    lead: 'Tu contraseña, la verificación en dos pasos y tus sesiones.',
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
      calendarFeeds: 'Los calendarios suscritos pueden contener',
    },
    slugHelp: 'Minúsculas, cifras y guiones. Debe ser único.',
    timeZoneHelp: 'Los días y las semanas empiezan y terminan según esta zona horaria.',
    yearStartHelp: 'Los trimestres y años de los informes empiezan en este mes.',
    calendarFeedsHelp:
      'Cada persona elige lo que su calendario dice de sus tareas, hasta este límite. Las aplicaciones de calendario conservan lo que ya leyeron.',
    calendarFeeds: {
      titles: 'Solo títulos y horas',
      records: 'También de qué tratan las tareas, con enlaces',
      notes: 'También las notas',
    },
    emails: {
      title: 'Correos electrónicos',
      checking: 'Comprobando…',
      unfinished: 'Sigue desactivado. Estos registros comparten su correo con otro:',
    },
  },
  archive: archiveTexts,
  erasures: erasureTexts,
  deletion: {
    title: 'Eliminar la organización',
    lead: `Los miembros pierden el acceso de inmediato, y las claves de API, los formularios web y los calendarios dejan de funcionar. Los propietarios pueden restaurar la organización durante ${limits.organizationGraceDays} días. Después se borran definitivamente todos sus datos.`,
    action: 'Eliminar la organización…',
    dialogTitle: (name) => `¿Eliminar ${name}?`,
    contents: 'Se eliminará lo siguiente:',
    records: (count) => plural(count, { one: '# registro', other: '# registros' }),
    files: (size) => `${size} de archivos`,
    members: (count) => plural(count, { one: 'El acceso de # miembro', other: 'El acceso de # miembros' }),
    apiKeys: (count) => plural(count, { one: '# clave de API', other: '# claves de API' }),
    forms: (count) => plural(count, { one: '# formulario web', other: '# formularios web' }),
    countsFailed: 'No se pudo contar lo que contiene.',
    accounts: 'Las cuentas de sus miembros se conservan, porque pueden pertenecer a otras organizaciones.',
    keepCopy: 'Exporta antes todo lo que necesites. No podrás recuperar lo que se borre.',
    confirmation: (name) => `Escribe ${name} para confirmar`,
    otherName: 'Ese no es el nombre de la organización',
    confirm: 'Eliminar la organización',
    pageTitle: (name) => `${name} se está eliminando`,
    until: (date) => `El ${date} se borrarán definitivamente todos sus datos.`,
    ownersCan: 'Hasta entonces puedes restaurarla. Todo quedará como estaba.',
    askOwner: 'Hasta entonces puede restaurarla un propietario. Todo quedará como estaba.',
    restore: 'Restaurar la organización',
    restored: (name) => `Se restauró ${name}`,
    others: 'Tus otras organizaciones',
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
    revoked: (email) => `La invitación de ${email} se revocó`,
  },
  roles: {
    title: 'Roles',
    lead: 'Lo que puede hacer cada rol. Cuando cambias el rol de un miembro, el cambio se aplica de inmediato.',
    choose: 'Rol',
    about: {
      owner: 'Todo, incluida la gestión de propietarios y la eliminación de la organización',
      admin: 'Personas, ajustes y todos los registros',
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
      share: 'Compartir',
      import: 'Importar',
      erase: 'Borrar',
      confirm: 'Confirmar',
      manage: 'Administrar',
    },
    otherActions: 'Otras',
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
};

const settings = (nouns: Nouns): Messages['settings'] => ({
  ...fixed,
  organization: {
    ...fixed.organization,
    leadAnswer: `Horas para responder a ${los(nouns.lead)} nuev${o(nouns.lead)}s`,
    leadAnswerHelp: 'Si llevan más tiempo sin una actividad registrada o completada, destacan en el panel.',
    countryHelp: `Valor predeterminado para ${los(nouns.contact)} y teléfonos nuevos.`,
    emails: {
      ...fixed.organization.emails,
      about: `Nunca hay dos ${nouns.contact.many} con el mismo correo. Los demás registros pueden compartirlo, salvo que lo rechaces aquí. Los formularios públicos siguen creando ${nouns.lead.many}: un correo que ya está en uso pasa al mensaje.`,
      refuse: ofTypes(nouns, (noun) => `Rechazar ${un(noun)} con un correo que ya está en uso`),
    },
  },
  apiKeys: apiKeyTexts(nouns),
  recordAccess: recordAccessTexts(nouns),
});

const resources: Messages['resources'] = {
  pipeline: 'Embudos',
  billing: 'Facturación',
  customField: 'Campos personalizados',
  activity: 'Actividades',
  task: 'Tareas',
  timeline: 'Cronologías',
  job: 'Cambios masivos',
  import: 'Importaciones',
  export: 'Exportaciones',
  duplicate: 'Duplicados',
  archive: 'Copias de la organización',
  personalData: 'Datos personales',
  note: 'Notas',
  attachment: 'Archivos',
  tag: 'Etiquetas',
  view: 'Vistas guardadas',
  search: 'Búsqueda',
  dashboard: 'Panel',
  analytics: 'Análisis',
  member: 'Miembros',
  form: 'Formularios web',
  invitation: 'Invitaciones',
  organization: 'Organización',
  usage: 'Uso',
  apiKey: 'Claves de API',
  webhook: 'Webhooks',
  portal: 'Portal',
  portalAccess: 'Acceso al portal',
};

const secondFactor: Messages['secondFactor'] = {
  title: 'Verificación en dos pasos',
  off: 'Inicias sesión solo con tu contraseña. La verificación en dos pasos pide además un código de una aplicación de tu teléfono.',
  on: 'Al iniciar sesión se pide además un código de tu aplicación de autenticación.',
  setUp: 'Configurar la verificación en dos pasos',
  scan: 'Escanea este código QR con una aplicación de autenticación en tu teléfono.',
  picture: 'Código QR para tu aplicación de autenticación',
  type: 'O escribe esta clave en la aplicación:',
  enterCode: 'Después introduce el código que muestra la aplicación',
  confirm: 'Activar',
  codeWrong:
    'Este código no es válido. Introduce el que muestra la aplicación y comprueba el reloj del teléfono.',
  turnedOn: 'La verificación en dos pasos está activada',
  failed: 'No se pudo cargar la verificación en dos pasos',
  recoveryCodes: 'Códigos de recuperación',
  recoveryText:
    'Usa uno para entrar sin la aplicación. Al hacerlo se desactiva la verificación en dos pasos. Guárdalos donde guardas tus contraseñas.',
  shownOnce: 'Solo se muestran una vez.',
  left: (count) =>
    plural(count, { one: 'Queda # código de recuperación', other: 'Quedan # códigos de recuperación' }),
  noneLeft: 'No tienes códigos de recuperación. Sin uno no puedes entrar si pierdes la aplicación.',
  makeFirst: 'Crear códigos de recuperación',
  makeAnew: 'Crear códigos nuevos',
  makeAnewText: 'Los códigos nuevos sustituyen a los anteriores.',
  download: 'Descargar',
  fileName: 'cobalt-codigos-de-recuperacion.txt',
  kept: 'Los he guardado',
  stay: 'Volver a los códigos',
  leaveTitle: '¿Guardaste los códigos?',
  leaveText: 'No se vuelven a mostrar. Sin ellos nadie puede dejarte entrar si pierdes el dispositivo.',
  remove: 'Desactivar',
  removeTitle: 'Desactivar la verificación en dos pasos',
  removeText:
    'Para iniciar sesión solo se pedirá tu contraseña y tus códigos de recuperación dejarán de funcionar.',
  removed: 'La verificación en dos pasos está desactivada',
  password: 'Contraseña actual',
  code: 'Código',
  codeHelp: 'Seis cifras de la aplicación o un código de recuperación.',
};

const newMember: Messages['newMember'] = {
  open: 'Crear un miembro directamente',
  title: 'Crear un miembro directamente',
  text: 'Para una dirección que todavía no tiene cuenta. Le enviaremos una contraseña temporal y, al iniciar sesión por primera vez, se pedirá una nueva.',
  fields: {
    username: 'Usuario',
    email: 'Correo',
    firstName: 'Nombre',
    lastName: 'Apellidos',
    role: 'Rol',
  },
  create: 'Crear miembro',
  made: (name) => `${name} ya es miembro`,
  resend: 'Enviar otra contraseña temporal',
  resent: (email) => `Se envió una contraseña temporal a ${email}`,
};

const handOver: Messages['handOver'] = {
  title: (name) => `¿Quitar a ${name}?`,
  text: 'Su acceso termina de inmediato. Elige quién recibe sus registros o déjalos como están.',
  to: 'Traspasar a',
  nobody: 'A nadie (dejarlos como están)',
  action: 'Quitar',
};

export const texts = (nouns: Nouns): AreaTexts['settings'] => ({
  handOver,
  newMember,
  resources,
  secondFactor,
  settings: settings(nouns),
  ...customizationTexts(nouns),
  ...billingTexts(nouns),
  ...onlinePaymentsTexts(nouns),
  ...portalSettingsTexts(nouns),
  ...supportTexts(nouns),
  ...usageTexts(nouns),
  ...accountTexts(),
});
