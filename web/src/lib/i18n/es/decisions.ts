import type { Messages } from '../messages.ts';

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
  lead: 'Puntos por lo que se sabe de un prospecto; la suma es como mucho 100. Si cambian, todos los prospectos se puntúan de nuevo.',
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
  action: 'Unir',
  of: (name) => `Unir la etiqueta ${name}`,
  title: (name) => `Unir «${name}» con`,
  into: 'Con',
  text: 'Todo lo que tiene esta etiqueta recibe la otra, y esta desaparece. No se puede deshacer.',
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
  resend: 'Enviar otra contraseña temporal',
  resent: (email) => `Una contraseña temporal va de camino a ${email}`,
};
