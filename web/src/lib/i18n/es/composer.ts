import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { capitalized, pluralIn } from '../plural.ts';
import { al, del, el, un } from '../spanish.ts';

const plural = pluralIn('es');

/** UI text for answers to customers. */
export const answers = ({ customer, contact }: Nouns): Messages['answers'] => ({
  send: 'Enviar respuesta',
  hint: `Responde ${al(customer)}, que puede leerlo`,
  then: 'Estado después',
  answered: `respondió ${al(customer)}`,
  byCustomer: 'respondió',
  fromCustomer: capitalized(del(customer)),
  visitor: 'La persona que escribió por el formulario',
  formerContact: `Alguien ${del(customer)}`,
  attach: 'Adjuntar archivos',
  files: 'Archivos de la respuesta',
  download: (name) => `Descargar ${name}`,
  remove: (name) => `Quitar ${name}`,
  dropNow: 'Suelta para adjuntar',
  tooManyFiles: (most) => plural(most, { other: 'Una respuesta puede tener # archivos como máximo.' }),
  filesUnderWay: 'Espera a que se suban los archivos.',
  filesFailed: 'Reintenta las subidas que fallaron o quítalas.',
  nobody: `Nadie recibirá esta respuesta: elige antes ${un(contact)} con correo electrónico.`,
  undeliverable: `Nadie recibirá un correo: no se puede enviar a direcciones con tildes, eñes u otros alfabetos antes de la @. Elige antes ${un(contact)} con otra dirección.`,
  noEmail: `Nadie recibirá un correo: elige antes ${un(contact)} con correo electrónico, salvo que ${el(customer)} lea las respuestas en el portal.`,
  revoke: 'Revocar enlaces',
  revokeTitle: '¿Revocar todos los enlaces?',
  revokeText:
    'Dejarán de funcionar los enlaces de los correos, con los que se puede leer y responder sin cuenta. El próximo correo tendrá uno nuevo.',
  revoked: 'Enlaces revocados',
  newerFirst: 'Llegó una respuesta nueva. Léela antes de enviar la tuya.',
});

/** UI text for what is added to a timeline. */
export const composer: Messages['composer'] = {
  kinds: { answer: 'Respuesta', note: 'Nota', activity: 'Actividad', call: 'Llamada', task: 'Tarea' },
  label: 'Añadir a la cronología',
  add: { activity: 'Añadir actividad', call: 'Añadir llamada', any: 'Registrar actividad' },
  plan: {
    activity: 'Planificar actividad',
    call: 'Planificar llamada',
    any: 'Planificar actividad',
  },
  addTask: 'Añadir tarea',
  title: 'Título',
  notes: 'Notas',
  when: 'Cuándo',
  outcome: 'Resultado',
  minutes: 'Minutos',
  kind: 'Tipo',
  due: 'Vence',
  duration: 'Duración',
  remind: 'Recordatorio',
  priority: 'Prioridad',
  assignee: 'Asignada a',
  hints: {
    activity: '¿Qué pasó o qué está previsto?',
    call: '¿De qué se habló?',
    any: '¿De qué se trató?',
    task: '¿Qué hay que hacer?',
  },
};
