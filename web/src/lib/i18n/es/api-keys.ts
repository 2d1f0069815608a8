import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

export const apiKeyTexts = (nouns: Nouns): Messages['settings']['apiKeys'] => ({
  title: 'Claves de API',
  lead: 'Una clave de API permite que un programa actúe en tu nombre, con los permisos que elijas. Al revocarla deja de funcionar de inmediato.',
  create: 'Crear clave de API',
  name: 'Nombre',
  nameHelp: 'Para qué sirve la clave, por ejemplo, «Formulario web».',
  rights: 'Permisos',
  lifetime: 'Caduca',
  days: (count) => plural(count, { other: 'en # días' }),
  forever: 'nunca',
  editTitle: (name) => `Editar «${name}»`,
  unchanged: 'sin cambios',
  addresses: 'Direcciones IP permitidas',
  addressesHelp:
    'Una dirección o un rango por línea, como 203.0.113.0/24. Déjalo vacío para permitir cualquier dirección.',
  onlyFrom: (addresses) => `Solo desde ${addresses}`,
  made: (name) => `Clave de API «${name}» creada`,
  shownOnce: 'Cópiala ahora. No se volverá a mostrar.',
  kept: 'Ya la he guardado',
  stay: 'Volver a la clave',
  leaveTitle: '¿Guardaste la clave?',
  leaveText: 'No se volverá a mostrar.',
  permissions: (count) => plural(count, { one: '# permiso', other: '# permisos' }),
  madeBy: (name) => `creada por ${name}`,
  used: 'último uso',
  neverUsed: 'sin usar',
  expires: 'caduca',
  expired: 'Caducada',
  rotate: 'Rotar',
  rotateTitle: (name) => `Rotar «${name}»`,
  rotateText:
    'Se crea un secreto nuevo con los mismos permisos y la misma caducidad. Cambia tus programas al nuevo antes de que el actual deje de funcionar.',
  olderEnds: 'El secreto anterior, que todavía funciona, deja de funcionar de inmediato.',
  overlap: 'El secreto actual deja de funcionar',
  overlapNow: 'de inmediato',
  hours: (count) => plural(count, { one: 'en # hora', other: 'en # horas' }),
  rotated: (name) => `Secreto nuevo de «${name}»`,
  previousExpires: 'El secreto anterior caduca',
  revoke: 'Revocar',
  revokeTitle: (name) => `¿Revocar «${name}»?`,
  revokeText: 'Los programas que la usan pierden el acceso de inmediato. No se puede deshacer.',
  revoked: (name) => `Clave de API «${name}» revocada`,
  emptyTitle: 'Todavía no hay claves de API',
  emptyText: `Con una clave, tus propios programas pueden crear y buscar ${nouns.contact.many} con la misma API que usa este sitio.`,
});
