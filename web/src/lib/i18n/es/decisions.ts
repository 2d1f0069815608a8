import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { los, o, un } from '../spanish.ts';
import { capitalized } from '../plural.ts';

export const pipelines = (nouns: Nouns): Messages['pipelines'] => ({
  title: 'Embudos',
  lead: `Las etapas por las que pasan ${los(nouns.deal)}. Ganado y perdido están por sí mismos al final de cada embudo.`,
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
  movesTo: (name) => `${capitalized(los(nouns.deal))} de ${name} van a`,
  keep: 'Conservarla',
  archive: 'Archivar',
  archived: 'Archivado',
  archiveTitle: (name) => `¿Archivar ${name}?`,
  archiveText: `No admite más ${nouns.deal.many}; lo que contiene se sigue pudiendo leer.`,
  saved: (name) => `${name}: cambios guardados`,
  edit: (name) => `Editar ${name}`,
  failed: 'No se pudieron cargar los embudos',
  conflict: 'Otra persona ha cambiado estos ajustes mientras tanto. Revísalos y guarda de nuevo.',
  readOnly: 'Solo los propietarios y administradores pueden cambiarlos.',
});

export const scoring = (nouns: Nouns): Messages['scoring'] => ({
  title: `Puntuación de ${nouns.lead.many}`,
  lead: `Puntos por lo que se sabe de ${un(nouns.lead)}; la suma es como mucho 100. Si cambian, tod${o(nouns.lead)}s ${los(nouns.lead)} se puntúan de nuevo.`,
  known: 'Datos conocidos',
  sources: 'Orígenes',
  values: 'Valor estimado',
  above: (amount) => `más de ${amount}`,
  aboveLabel: 'Más de',
  points: 'Puntos',
  addBound: 'Añadir umbral',
  removeBound: 'Quitar umbral',
  saved: 'Puntuación guardada',
});

export const handOver: Messages['handOver'] = {
  title: (name) => `¿Quitar a ${name}?`,
  text: 'Su acceso termina de inmediato. Elige quién recibe sus registros o déjalos como están.',
  to: 'Traspasar a',
  nobody: 'A nadie (siguen siendo suyos)',
  action: 'Quitar',
};

export const merge: Messages['merge'] = {
  action: 'Combinar',
  of: (name) => `Combinar la etiqueta ${name}`,
  title: (name) => `Combinar «${name}» con`,
  into: 'Con',
  text: 'Todo lo que tiene esta etiqueta recibe la otra, y esta se elimina. No se puede deshacer.',
  merged: (from, into) => `«${from}» se ha combinado con «${into}»`,
};

export const newMember: Messages['newMember'] = {
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
  resent: (email) => `Se ha enviado una contraseña temporal a ${email}`,
};
