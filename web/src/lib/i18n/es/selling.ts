import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

export const relation: Messages['relation'] = {
  choose: (label) => `Elegir ${label.toLowerCase()}`,
  change: (label) => `Cambiar ${label.toLowerCase()}`,
  remove: (name) => `Quitar ${name}`,
  search: 'Buscar por nombre',
  none: 'Ninguno',
  nothing: 'No se encontró nada',
  outOfReach: 'No lo puedes ver',
  full: (count) => `Como máximo ${count}`,
  failed: 'La búsqueda falló',
};

export const money: Messages['money'] = { amount: 'Importe', currency: 'Moneda' };

export const range: Messages['range'] = {
  from: 'desde',
  to: 'hasta',
  between: (from, to) => `de ${from} a ${to}`,
  atLeast: (value) => `al menos ${value}`,
  atMost: (value) => `como mucho ${value}`,
  budget: 'Presupuesto',
  score: 'Puntuación',
};

export const related: Messages['related'] = {
  add: (label) => `Añadir: ${label}`,
  all: (count) => `Ver los ${count}`,
  none: 'Todavía nada',
  failed: 'No se pudo cargar',
  team: 'Equipo',
  becameOf: 'Viene del prospecto',
};

export const leads: Messages['leads'] = {
  scoreOf: (score) => `Puntuación: ${score} de 100`,
  scoreTitle: 'Puntuación',
  points: (points) => `+${points}`,
  capped: 'Más de 100 cuenta como 100.',
  noPoints: 'Aún no se sabe nada que dé puntos.',
  rescoring:
    'Se cambiaron los pesos y se están recalculando las puntuaciones: hasta que acabe, este orden puede ser antiguo.',
  qualify: 'Calificar',
  qualified: (name) => `${name} queda calificado`,
  disqualify: 'Descartar',
  disqualified: (name) => `${name} queda descartado`,
  disqualifyTitle: (name) => `¿Descartar a ${name}?`,
  reason: 'Motivo',
  reasonHelp: 'Queda en la cronología, para quien retome este prospecto.',
  convert: 'Convertir',
  convertTitle: 'Convertir prospecto',
  convertLead: (name) => `En qué se convierte ${name}. Le siguen notas, actividades y etiquetas.`,
  converted: (name) => `${name} está convertido`,
  already: 'Este prospecto está convertido',
  customer: 'Cliente',
  contact: 'Contacto',
  newCustomer: (name) => `Cliente nuevo «${name}»`,
  newContact: (name) => `Contacto nuevo «${name}»`,
  useCustomer: 'Otro cliente',
  useContact: 'Otro contacto',
  sameAddress: 'mismo correo o teléfono',
  withDeal: 'Crear un negocio',
  dealTitle: 'Título',
  dealValue: 'Valor',
  pipeline: 'Embudo',
  rate: 'Tipo de cambio',
  matchesFailed: 'No se pudo averiguar si ya se le conoce',
};

export const deals: Messages['deals'] = {
  board: 'Tablero',
  list: 'Lista',
  view: 'Vista',
  pipeline: 'Embudo',
  open: (sum) => `${sum} abiertos`,
  weighted: (sum) => `${sum} ponderados`,
  approximately: 'Contado con las tarjetas que se ven.',
  addIn: (stage) => `Añadir negocio en ${stage}`,
  empty: 'No hay negocios en esta etapa',
  failed: 'No se pudo cargar el tablero',
  moreFailed: 'No se pudo cargar más',
  days: (count) => (count === 0 ? 'Hoy' : plural(count, { one: '# día', other: '# días' })),
  daysInStage: (count) => plural(count, { one: '# día en la etapa', other: '# días en la etapa' }),
  closes: (date) => `cierra el ${date}`,
  overdue: (date) => `Debía cerrar el ${date}`,
  noDate: 'Sin fecha de cierre',
  won: 'Ganado',
  lost: 'Perdido',
  win: 'Ganado',
  winTitle: (title) => `${title}: ganado`,
  winAction: 'Marcar como ganado',
  closedOn: 'Ganado el',
  lose: 'Perdido',
  loseTitle: (title) => `${title}: perdido`,
  loseAction: 'Marcar como perdido',
  reason: 'Motivo',
  reopen: 'Reabrir',
  isWon: (title) => `${title} está ganado`,
  isLost: (title) => `${title} está perdido`,
  reopened: (title) => `${title} vuelve a estar abierto`,
  cameFrom: 'Venía de aquí',
  notMoved: (title, why) => `${title} volvió a su sitio: ${why}`,
  moved: (title, stage, place, count) => `${title} pasó a ${stage}, ${place} de ${count}`,
  lifted: (title, stage, place, count) =>
    `${title} levantado. ${stage}, ${place} de ${count}. Las flechas mueven, espacio suelta, Escape lo devuelve.`,
  over: (stage, place, count) => `${stage}, ${place} de ${count}`,
  overWon: 'Sobre Ganado',
  overLost: 'Sobre Perdido',
  putBack: (title) => `${title} devuelto a su sitio`,
  hintStage: 'etapa',
  hintPlace: 'lugar',
  hintDrop: 'soltar',
  hintBack: 'devolver',
  hintTouch: 'Arrastra a una etapa, o a Ganado o Perdido',
  space: 'Espacio',
  lift: 'Pulsa espacio para mover con el teclado',
  timeIn: 'Tiempo por etapas',
  notCounted: 'Sin tipo de cambio, este negocio no está en ninguna suma.',
  cards: (stage) => `Negocios en ${stage}`,
};

export const pipelines: Messages['pipelines'] = {
  title: 'Embudos',
  lead: 'Las etapas por las que pasan los negocios. Ganado y perdido están por sí mismos al final de cada uno.',
  create: 'Crear embudo',
  name: 'Nombre',
  stages: 'Etapas',
  stage: 'Etapa',
  color: 'Color',
  probability: 'Probabilidad',
  addStage: 'Añadir etapa',
  newStage: 'Etapa nueva',
  up: (name) => `Subir ${name}`,
  down: (name) => `Bajar ${name}`,
  removeStage: (name) => `Quitar ${name}`,
  movesTo: (name) => `Los negocios de ${name} van a`,
  keep: 'Conservarla',
  archive: 'Archivar',
  archived: 'Archivado',
  archiveTitle: (name) => `¿Archivar ${name}?`,
  archiveText: 'No admite más negocios; los que tiene se siguen leyendo.',
  saved: (name) => `${name} está guardado`,
  edit: (name) => `Editar ${name}`,
  failed: 'No se pudieron cargar los embudos',
  conflict: 'Otra persona cambió los ajustes entretanto. Míralos de nuevo y guarda.',
  readOnly: 'Solo propietarios y administradores los cambian.',
};

export const scoring: Messages['scoring'] = {
  title: 'Puntuación de prospectos',
  lead: 'Puntos por lo que se sabe de un prospecto; la suma es como mucho 100. Los pesos cambiados llegan a los antiguos con un trabajo.',
  known: 'Lo que se sabe',
  sources: 'Orígenes',
  values: 'Valor estimado',
  above: (amount) => `más de ${amount}`,
  aboveLabel: 'Más de',
  points: 'Puntos',
  addBound: 'Añadir límite',
  removeBound: 'Quitar límite',
  saved: 'Los pesos están guardados',
};

export const handOver: Messages['handOver'] = {
  title: (name) => `¿Quitar a ${name}?`,
  text: 'El acceso termina al momento. Elige quién recibe lo que era suyo, o déjalo como está.',
  to: 'Traspasar a',
  nobody: 'A nadie: sigue siendo suyo',
  action: 'Quitar',
};

export const merge: Messages['merge'] = {
  action: 'Unir con otra',
  of: (name) => `Unir la etiqueta ${name}`,
  title: (name) => `Unir «${name}» con`,
  into: 'Con',
  text: 'La etiqueta desaparece al momento; un trabajo da la otra a sus registros.',
  merged: (from, into) => `«${from}» está unida a «${into}»`,
};

export const newMember: Messages['newMember'] = {
  open: 'Crear a alguien directamente',
  title: 'Crear a alguien directamente',
  text: 'Para una dirección que aquí nadie usa todavía: recibe por correo una contraseña temporal, y al entrar por primera vez se pide otra.',
  fields: {
    username: 'Nombre de usuario',
    email: 'Correo',
    firstName: 'Nombre',
    lastName: 'Apellidos',
    role: 'Rol',
  },
  create: 'Crear miembro',
  made: (name) => `${name} ya es miembro`,
};
